package jobsweep.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import jobsweep.simulator.time.Time;

/// Threads of one process in simulated time, for works with a time limit.
public final class SimulatedThreads extends AbstractExecutorService {
    private final Time time;
    private final CompletableFuture<?> gone;
    private final UnaryOperator<Runnable> inside;

    /// @param gone done once the process is
    /// @param inside has what runs know its process
    public SimulatedThreads(Time time, CompletableFuture<?> gone, UnaryOperator<Runnable> inside) {
        this.time = time;
        this.gone = gone;
        this.inside = inside;
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> works, long timeout, TimeUnit unit) {
        List<Future<T>> all = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (Callable<T> work : works) {
            FutureTask<T> task = new FutureTask<>(work);
            CompletableFuture<Void> end = new CompletableFuture<>();
            Runnable process = inside.apply(task);
            time.start(() -> {
                process.run();
                end.complete(null);
            });
            all.add(task);
            ends.add(end);
        }
        CompletableFuture<Void> timeIsUp = new CompletableFuture<>();
        time.after(Duration.of(timeout, unit.toChronoUnit()), () -> timeIsUp.complete(null));
        time.await(CompletableFuture.anyOf(
                CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)), timeIsUp, gone));
        all.forEach(task -> task.cancel(false));
        return all;
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException("Works here have time limits");
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
