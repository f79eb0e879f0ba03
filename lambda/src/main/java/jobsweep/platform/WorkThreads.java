package jobsweep.platform;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Threads for works with a time limit. What the works send ends with them: see [Exchanges].
///
/// They are kept from event to event, since to start one is much of what a warm event does beside its calls.
final class WorkThreads extends ThreadPoolExecutor {

    WorkThreads() {
        super(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), WorkThreads::thread);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "work");
        // Work that never ends must not keep a JVM alive that Lambda shuts down.
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public <T> List<Future<T>> invokeAll(Collection<? extends Callable<T>> works, long timeout, TimeUnit unit)
            throws InterruptedException {
        try (Exchanges exchanges = new Exchanges()) {
            return super.invokeAll(works.stream().map(exchanges::during).toList(), timeout, unit);
        }
    }
}
