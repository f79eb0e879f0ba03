package jobsweep.invocation;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.http.SdkHttpClient;

/// What a function needs of the place where it runs: time that passes, chance, a thread, and a way to answer.
///
/// Lambda is one such place. A simulation is another, in which hours pass in milliseconds.
public interface Surroundings {

    /// Lets that much time pass.
    void sleep(Duration pause);

    /// The time of day.
    Instant now();

    /// Spreads what many functions would otherwise do at the same moment.
    RandomGenerator random();

    /// Does the work on a thread of its own and waits for it no longer than the limit. What it throws is thrown here.
    ///
    /// @throws TimeoutException where it has not ended by then; its thread is interrupted, and not waited for
    <T> T within(Duration limit, Supplier<T> work) throws TimeoutException;

    /// Does several works side by side, each on a thread of its own, and waits for them no longer than the limit.
    ///
    /// @param works each throws nothing
    /// @return what each came to, in the same order; empty for one that has not ended by then, whose thread is
    ///     interrupted and not waited for
    <T> List<Optional<T>> allWithin(Duration limit, List<Supplier<T>> works);

    /// Sends one PUT, without following redirects and without a `Content-Type`: a pre-signed URL covers both.
    ///
    /// @param url exactly what goes out, path and query; a secret
    /// @param limit for all of it
    /// @return the HTTP status
    /// @throws IOException where there is none; its message may repeat the URL
    int put(URI url, byte[] body, Duration limit) throws IOException;

    /// What is missing here, in words for a message; empty where all is as it should be.
    default Optional<String> lack() {
        return Optional.empty();
    }

    /// This machine, with its own clock.
    ///
    /// @param http the way to the network, for example [Http#client()]
    static Surroundings ofThisMachine(SdkHttpClient http) {
        return new ThisMachine(http);
    }
}
