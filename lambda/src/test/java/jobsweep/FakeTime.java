package jobsweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only when somebody waits.
public final class FakeTime {

    private Duration left;
    private final List<Duration> pauses = new ArrayList<>();

    public FakeTime(Duration left) {
        this.left = left;
    }

    public Duration left() {
        return left;
    }

    public void pass(Duration pause) {
        pauses.add(pause);
        left = left.minus(pause);
    }

    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }
}
