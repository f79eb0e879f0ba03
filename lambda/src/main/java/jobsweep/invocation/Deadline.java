package jobsweep.invocation;

import java.time.Duration;
import java.time.Instant;
import jobsweep.platform.Clock;

/// The moment by which something has to be over.
public record Deadline(Clock clock, Instant end) {

    /// The time left, at least a millisecond, since a time limit of nothing often means none.
    public Duration left() {
        Duration left = untilEnd();
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private Duration untilEnd() {
        return Duration.between(clock.now(), end);
    }

    /// The time left, but no longer than `most`.
    public Duration leftUpTo(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /// Whether no time is left.
    public boolean isOver() {
        return !untilEnd().isPositive();
    }

    /// The moment in that much time from now, or this deadline where it comes first.
    public Deadline in(Duration time) {
        return by(clock.now().plus(time));
    }

    /// That moment, or this deadline where it comes first.
    public Deadline by(Instant then) {
        return then.isBefore(end) ? new Deadline(clock, then) : this;
    }

    /// A deadline that is earlier by `reserve`.
    public Deadline earlierBy(Duration reserve) {
        return new Deadline(clock, end.minus(reserve));
    }

    /// Waits, if there is time left after it.
    ///
    /// @return false, at once, where the deadline would be over before the pause is
    public boolean pause(Duration pause) {
        if (untilEnd().compareTo(pause) <= 0) {
            return false;
        }
        clock.pause(pause);
        return true;
    }
}
