package jobsweep.simulator.campaign;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The SDK's timer, by the time of the attempt that sets it.
final class SimulatedScheduler extends ScheduledThreadPoolExecutor {
    SimulatedScheduler() {
        super(0);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        Timer timer = new Timer();
        Attempt.current().sandbox().world().time.after(Duration.of(delay, unit.toChronoUnit()), () -> {
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
