package jobsweep.simulator.sqs;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.time.Time;

/// A time that passes while somebody sleeps, and in no time.
final class ManualTime implements Time {
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        now = now.plus(duration);
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
