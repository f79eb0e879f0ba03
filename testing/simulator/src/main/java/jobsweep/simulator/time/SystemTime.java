package jobsweep.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/// Time as it passes on this machine.
enum SystemTime implements Time {
    INSTANCE;

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void start(Runnable process) {
        Thread.startVirtualThread(process);
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        return future.join();
    }
}
