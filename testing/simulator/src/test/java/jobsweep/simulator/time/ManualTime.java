package jobsweep.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A time that passes while somebody sleeps, or when it is told to, and in no time.
public final class ManualTime implements Time {
    private final List<Duration> naps = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00.250Z");

    public ManualTime() {}

    public ManualTime(Instant start) {
        this.now = start;
    }

    /// How long was slept each time.
    public List<Duration> naps() {
        return List.copyOf(naps);
    }

    /// Lets time pass.
    public void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        naps.add(duration);
        pass(duration);
    }

    @Override
    public void start(Runnable process) {
        process.run();
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        return future.join();
    }
}
