package jobsweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/// Threads on which a work's time is up when the work says so, and not by the machine's clock: however slow the machine
/// is, what should end in time does.
public final class FakeThreads extends AbstractExecutorService {

    private static final ScopedValue<Future<?>> CURRENT = ScopedValue.newInstance();

    private final List<Duration> limits = new ArrayList<>();

    /// Ends the wait for the work that calls this, and interrupts it.
    public static void timeIsUp() {
        CURRENT.get().cancel(true);
    }

    /// How long works may have taken, in the order in which they were begun.
    public synchronized List<Duration> limits() {
        return List.copyOf(limits);
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> works, long timeout, TimeUnit unit)
            throws InterruptedException {
        synchronized (this) {
            limits.add(Duration.of(timeout, unit.toChronoUnit()));
        }
        List<Future<T>> all = new ArrayList<>();
        for (Callable<T> work : works) {
            FutureTask<T> task = new FutureTask<>(work);
            Thread.startVirtualThread(() -> ScopedValue.where(CURRENT, task).run(task));
            all.add(task);
        }
        for (Future<T> one : all) {
            try {
                one.get();
            } catch (ExecutionException | CancellationException ended) {
                // Its state says so.
            }
        }
        return all;
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException();
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
        return false;
    }
}
