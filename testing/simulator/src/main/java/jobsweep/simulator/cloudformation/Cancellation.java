package jobsweep.simulator.cloudformation;

import java.util.ArrayList;
import java.util.List;

/// A request to end an operation early, because one of its resources failed or because somebody asked for it.
public final class Cancellation {
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean requested;

    synchronized void request() {
        requested = true;
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    synchronized boolean isRequested() {
        return requested;
    }

    /// Runs something once cancellation is requested, at once if it already is.
    synchronized void whenRequested(Runnable then) {
        if (requested) {
            then.run();
            return;
        }
        waiting.add(then);
    }
}
