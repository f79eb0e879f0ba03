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

    private final Surroundings machine = Surroundings.ofThisMachine(HTTP);
    private final RandomGenerator random = new SplittableRandom(7);
    private final FakeTime time;
    private final Duration longestWork;

    public FakeSurroundings(FakeTime time) {
        this(time, Duration.ofMinutes(1));
    }

    /// @param longestWork how long work is really waited for, whatever its limit
    public FakeSurroundings(FakeTime time, Duration longestWork) {
        this.time = time;
        this.longestWork = longestWork;
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
        return machine.allWithin(limit.compareTo(longestWork) < 0 ? limit : longestWork, works);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public <T> T within(Duration limit, Supplier<T> work) throws TimeoutException {
        return machine.within(limit.compareTo(longestWork) < 0 ? limit : longestWork, work);
    }

    @Override
    public int put(URI url, byte[] body, Duration limit) throws IOException {
        return machine.put(url, body, limit);
    }
}
