package jobsweep.simulator.iot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that moves when told to.
final class TestClock implements InstantSource {
    private Instant now = Instant.parse("2026-03-01T12:00:00.250Z");

    void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    long nanos() {
        return Duration.between(Instant.EPOCH, now).toNanos();
    }
}
