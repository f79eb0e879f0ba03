package jobsweep.simulator.cloudformation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A timer whose time passes when a test says so.
final class ManualTimer implements Timer {
    private final List<Deadline> deadlines = new ArrayList<>();

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
