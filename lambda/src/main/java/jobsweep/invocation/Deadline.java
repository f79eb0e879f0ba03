package jobsweep.invocation;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The moment by which something has to be over.
public final class Deadline {

    private final Supplier<Duration> left;
    private final Consumer<Duration> sleeper;

    /// @param left tells the time left, at each moment anew
    /// @param sleeper lets that much time pass
    public Deadline(Supplier<Duration> left, Consumer<Duration> sleeper) {
        this.left = left;
        this.sleeper = sleeper;
    }

    /// The time left, at least a millisecond, since a time limit of nothing often means none.
    public Duration left() {
        Duration now = left.get();
        return now.isPositive() ? now : Duration.ofMillis(1);
    }

    /// The time left, but no longer than `most`.
    public Duration leftUpTo(Duration most) {
        Duration now = left();
        return now.compareTo(most) < 0 ? now : most;
    }

    /// Whether no time is left.
    public boolean isOver() {
        return !left.get().isPositive();
    }

    /// The moment in that much time from now, or this deadline where it comes first.
    public Deadline in(Duration time) {
        Duration surplus = left.get().minus(time);
        return surplus.isPositive() ? earlierBy(surplus) : this;
    }

    /// A deadline that is earlier by `reserve`.
    public Deadline earlierBy(Duration reserve) {
        return new Deadline(() -> left.get().minus(reserve), sleeper);
    }

    /// Waits, if there is time left after it.
    ///
    /// @return false, at once, where the deadline would be over before the pause is
    public boolean pause(Duration pause) {
        if (left.get().compareTo(pause) <= 0) {
            return false;
        }
        sleeper.accept(pause);
        return true;
    }
}
