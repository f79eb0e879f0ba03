package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;

/// An event that Lambda has taken on.
///
/// @param requestId   stays the same however often the event is tried
/// @param traceHeader the tracing header that the runtime hands on; `""` for none
public record Event(String functionArn, String requestId, String payload, Instant accepted, String traceHeader) {

    /// An event that is not traced.
    public Event(String functionArn, String requestId, String payload, Instant accepted) {
        this(functionArn, requestId, payload, accepted, "");
    }

    /// The event under a request id of its own, as old as it is now.
    public static Event accept(String functionArn, JsonNode payload, InstantSource clock) {
        return new Event(functionArn, UUID.randomUUID().toString(), payload.toString(), clock.instant());
    }

    /// The event with a tracing header.
    public Event tracedBy(String header) {
        return new Event(functionArn, requestId, payload, accepted, header);
    }

    boolean isOlderThan(Duration age, Instant now) {
        return accepted.plus(age).isBefore(now);
    }

    /// The id only: the payload may hold a secret.
    @Override
    public String toString() {
        return "event " + requestId + " of " + functionArn;
    }
}
