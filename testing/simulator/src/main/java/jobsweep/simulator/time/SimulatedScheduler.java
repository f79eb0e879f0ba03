package jobsweep.simulator.time;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// A timer for the SDK's clients, by a simulated time.
public final class SimulatedScheduler extends ScheduledThreadPoolExecutor {
    private final Supplier<Time> time;

    /// @param time the one that whoever sets a timer lives in
    public SimulatedScheduler(Supplier<Time> time) {
        super(0);
        this.time = time;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Timer timer = new Timer();
        time.get().after(Duration.of(delay, unit.toChronoUnit()), () -> {
            if (timer.complete(null)) {
                command.run();
            }
        });
        return timer;
    }

    private static final class Timer extends CompletableFuture<Void> implements ScheduledFuture<Void> {
        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }
}
