package jobsweep.simulator.cloudformation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// What tells CloudFormation that it has waited long enough. Tests hold one that runs as they say.
@FunctionalInterface
public interface Timer {
    /// Runs something after a while, unless the simulator has ended by then.
    void after(Duration delay, Runnable then);

    /// A timer by the machine's clock.
    static Timer system() {
        return (delay, then) -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(then);
    }
}
