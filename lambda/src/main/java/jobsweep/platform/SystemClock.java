package jobsweep.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/// The machine's own clock.
final class SystemClock implements Clock {

    @Override
    public Instant now() {
        return Instant.now();
    }

    /// Also where the thread was interrupted: the SDK's time limit may do so a moment after the attempt has ended.
    @Override
    public void pause(Duration pause) {
        long end = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
        }
    }
}
