package jobsweep.simulator.time;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// How time passes for the simulated services, and how they do things side by side.
///
/// Whoever waits does it here, so that the same services run by the machine's clock or in a simulated time, where hours
/// pass in milliseconds and every run with the same seed is the same.
public interface Time extends InstantSource {

    /// Lets that much time pass for the caller.
    void sleep(Duration duration);

    /// Runs something beside the caller.
    void start(Runnable process);

    /// Waits until the future is done.
    ///
    /// @throws java.util.concurrent.CompletionException if it ended with an exception
    <T> T await(CompletableFuture<T> future);

    /// Runs something after a while, unless the simulator has ended by then.
    default void after(Duration delay, Runnable then) {
        start(() -> {
            sleep(delay);
            then.run();
        });
    }

    /// Does some work beside the caller, and tells what came of it.
    default <T> CompletableFuture<T> fork(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        start(() -> {
            try {
                result.complete(work.get());
            } catch (Throwable problem) {
                result.completeExceptionally(problem);
            }
        });
        return result;
    }

    /// The machine's clock, and its threads.
    static Time system() {
        return SystemTime.INSTANCE;
    }
}
