package jobsweep;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only when somebody waits.
public final class FakeTime {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

    private Duration left;
    private final List<Duration> pauses = new ArrayList<>();

    public FakeTime(Duration left) {
        this.left = left;
    }

    public synchronized Duration left() {
        return left;
    }

    public synchronized Instant now() {
        return pauses.stream().reduce(BEGIN, Instant::plus, (earlier, later) -> later);
    }

    public synchronized void pass(Duration pause) {
        pauses.add(pause);
        left = left.minus(pause);
    }

    public synchronized List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
