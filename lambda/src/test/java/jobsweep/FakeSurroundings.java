package jobsweep;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import jobsweep.invocation.Http;
import jobsweep.invocation.Surroundings;
import software.amazon.awssdk.http.SdkHttpClient;

/// This machine with its threads and network, but a time that is given and the same chances in every run.
public class FakeSurroundings implements Surroundings {

    /// The function's own, one for all tests.
    public static final SdkHttpClient HTTP = Http.client();

    private static final Duration LONGEST_WORK = Duration.ofMinutes(1);

    private final Surroundings machine = Surroundings.ofThisMachine(HTTP);
    private final RandomGenerator random = new SplittableRandom(7);
    private final FakeTime time;

    public FakeSurroundings(FakeTime time) {
        this.time = time;
    }

    @Override
    public void sleep(Duration pause) {
        time.pass(pause);
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public <T> List<Optional<T>> allWithin(Duration limit, List<Supplier<T>> works) {
        return machine.allWithin(LONGEST_WORK, works);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <T> T within(Duration limit, Supplier<T> work) throws TimeoutException {
        return machine.within(LONGEST_WORK, work);
    }

    @Override
    public int put(URI url, byte[] body, Duration limit) throws IOException {
        return machine.put(url, body, limit);
    }
}
