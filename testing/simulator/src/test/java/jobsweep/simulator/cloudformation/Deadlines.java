package jobsweep.simulator.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.time.Time;

/// A time in which deadlines pass when a test says so.
final class Deadlines implements Time {
    private final List<Deadline> deadlines = new ArrayList<>();

    @Override
    public Instant instant() {
        return Instant.EPOCH;
    }

    @Override
    public void sleep(Duration duration) {
        throw new UnsupportedOperationException("CloudFormation waits for answers only");
    }

    @Override
    public void start(Runnable process) {
        Time.system().start(process);
    }

    @Override
    public <T> T await(CompletableFuture<T> future) {
        return Time.system().await(future);
    }

    @Override
    public synchronized void after(Duration delay, Runnable then) {
        deadlines.add(new Deadline(delay, then));
    }

    /// Lets time pass for everything that waits now.
    synchronized void pass(Duration time) {
        var due = deadlines.stream()
                .filter(deadline -> deadline.delay().compareTo(time) <= 0)
                .toList();
        deadlines.removeAll(due);
        due.forEach(deadline -> deadline.then().run());
    }

    private record Deadline(Duration delay, Runnable then) {}
}
