package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// An event that Lambda has taken on.
record Event(String functionArn, String requestId, String payload, Instant accepted) {

    static Event accept(String functionArn, JsonNode payload) {
        return new Event(functionArn, UUID.randomUUID().toString(), payload.toString(), Instant.now());
    }

    boolean isOlderThan(Duration age) {
        return accepted.plus(age).isBefore(Instant.now());
    }
}
