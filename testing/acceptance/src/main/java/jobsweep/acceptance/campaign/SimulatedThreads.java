package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jobsweep.simulator.time.SimulatedTime;

/// Threads for works with a time limit, in the simulated time of the run that has them done. What is left behind at the
/// limit goes on.
final class SimulatedThreads extends ThreadPoolExecutor {
    SimulatedThreads() {
        super(0, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> works, long limit, TimeUnit unit) {
        FunctionRun run = FunctionRun.current();
        SimulatedTime time = run.world.time;
        List<FutureTask<T>> tasks =
                works.stream().map(work -> new FutureTask<T>(work)).toList();
        CompletableFuture<?>[] ends = tasks.stream()
                .map(task -> time.fork(() -> run.enter(() -> {
                    task.run();
                    return true;
                })))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> timeIsUp = new CompletableFuture<>();
        time.after(Duration.of(limit, unit.toChronoUnit()), () -> timeIsUp.complete(null));
        CompletableFuture<Void> gone = run.sandbox.environment.gone();
        time.await(CompletableFuture.anyOf(CompletableFuture.allOf(ends), timeIsUp, gone));
        run.sandbox.check();
        if (tasks.stream().filter(task -> task.cancel(false)).count() > 0) {
            run.world.history.count("work left behind");
        }
        return List.copyOf(tasks);
    }
}
