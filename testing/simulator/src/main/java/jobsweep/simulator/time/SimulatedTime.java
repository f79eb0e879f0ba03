package jobsweep.simulator.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Time that passes only while everybody waits: it jumps to the next instant at which somebody goes on, so that hours
/// pass in milliseconds.
///
/// Of all processes exactly one runs at a time. Whoever waits hands over to the one whose turn is next, and turns of
/// the same instant are taken in the order in which they came up. So what a process does needs no locks, and the same
/// processes with the same random numbers do the same every time.
///
/// A process must wait here and nowhere else: one that blocks on anything else stops the world.
public final class SimulatedTime implements Time {
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);
    private final Semaphore over = new Semaphore(0);
    private Instant now;
    private long turnsSoFar;
    private int waiting;
    private @Nullable Throwable failure;

    public SimulatedTime(Instant start) {
        now = start;
    }

    /// Runs a process and all that come of it, and returns when the last one has ended.
    ///
    /// @throws IllegalStateException if a process threw something, or some wait for what nobody is left to do
    public void play(Runnable process) {
        start(process);
        handOver();
        over.acquireUninterruptibly();
        if (failure != null) {
            throw new IllegalStateException("A process failed at " + now, failure);
        }
        if (waiting > 0) {
            throw new IllegalStateException(
                    "Nobody is left to run at %s, and %s processes still wait".formatted(now, waiting));
        }
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void sleep(Duration duration) {
        Semaphore turn = new Semaphore(0);
        enter(duration, turn::release);
        handOver();
        // An interrupt ends no wait here: threads are interrupted by libraries that go by the machine's clock.
        turn.acquireUninterruptibly();
    }

    @Override
    public void start(Runnable process) {
        after(Duration.ZERO, process);
    }

    @Override
    public void after(Duration delay, Runnable then) {
        enter(delay, () -> Thread.startVirtualThread(() -> live(then)));
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        if (!future.isDone()) {
            Semaphore turn = new Semaphore(0);
            waiting++;
            var _ = future.whenComplete((result, problem) -> {
                waiting--;
                enter(Duration.ZERO, turn::release);
            });
            handOver();
            turn.acquireUninterruptibly();
        }
        return future.join();
    }

    private void live(Runnable process) {
        try {
            process.run();
        } catch (Throwable problem) {
            failure = problem;
            turns.clear();
        } finally {
            handOver();
        }
    }

    private void enter(Duration delay, Runnable goOn) {
        turns.add(new Turn(now.plus(delay.isNegative() ? Duration.ZERO : delay), turnsSoFar++, goOn));
    }

    /// Lets the next process go on. From here on the caller must not touch anything until its own turn comes.
    private void handOver() {
        Turn next = turns.poll();
        if (next == null) {
            over.release();
            return;
        }
        now = next.at();
        next.goOn().run();
    }

    private record Turn(Instant at, long number, Runnable goOn) {
        private static final Comparator<Turn> ORDER =
                Comparator.comparing(Turn::at).thenComparingLong(Turn::number);
    }
}
