package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;

/// An answer as it came in, byte for byte, whether CloudFormation can use it or not.
public final class ReceivedAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    private final Instant at;
    private final String requestTarget;
    private final byte[] body;

    ReceivedAnswer(Instant at, String requestTarget, byte[] body) {
        this.at = at;
        this.requestTarget = requestTarget;
        this.body = body.clone();
    }

    /// When it came.
    public Instant at() {
        return at;
    }

    /// Path and query, not decoded.
    public String requestTarget() {
        return requestTarget;
    }

    public byte[] body() {
        return body.clone();
    }

    /// The body as JSON.
    public JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException("The answer is not JSON", e);
        }
    }
}
