package jobsweep.simulator.lambda;

import java.time.Duration;
import java.util.Optional;

/// What is up to chance in the way of events to functions. Unless somebody says otherwise, nothing is.
public interface Deliveries {
    /// Every event comes once and at once.
    Deliveries PROMPT = new Deliveries() {};

    /// How long an event that nobody waits for is under way before it is tried first.
    default Duration delay(Event event) {
        return Duration.ZERO;
    }

    /// How long after its acceptance an event that nobody waits for comes once more; empty where it does not.
    default Optional<Duration> duplicate(FunctionConfiguration function, Event event) {
        return Optional.empty();
    }

    /// How long a new environment takes to be there.
    default Duration coldStart() {
        return Duration.ZERO;
    }

    /// How long an event that somebody waits for is under way, and as long again its answer.
    default Duration travel() {
        return Duration.ZERO;
    }
}
