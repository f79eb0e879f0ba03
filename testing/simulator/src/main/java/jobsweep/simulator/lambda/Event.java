package jobsweep.simulator.lambda;

import java.time.Duration;
import java.time.Instant;

/// An event that Lambda has taken on.
///
/// @param requestId   stays the same however often the event is tried
/// @param traceHeader the tracing header that the runtime hands on; `""` for none
public record Event(String functionArn, String requestId, String payload, Instant accepted, String traceHeader) {

    boolean isOlderThan(Duration age, Instant now) {
        return accepted.plus(age).isBefore(now);
    }

    /// The id only: the payload may hold a secret.
    @Override
    public String toString() {
        return "event " + requestId + " of " + functionArn;
    }
}
