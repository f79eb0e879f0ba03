package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;

/// How one attempt to run a function on an event ended.
public sealed interface Outcome {

    /// An attempt that the handler returned from, with the bytes it wrote as text.
    record Succeeded(String payload) implements Outcome {}

    /// An exception that left the handler, or that kept it from being initialised, in the words of the runtime.
    ///
    /// @param report what it sent; it goes unchanged to whoever is told of the failure
    record Failed(JsonNode report) implements Outcome {
        public Failed(String errorType, String message) {
            this(JsonNodeFactory.instance
                    .objectNode()
                    .put("errorMessage", message)
                    .put("errorType", errorType));
        }

        public String errorType() {
            return report.path("errorType").asText();
        }

        public String message() {
            return report.path("errorMessage").asText();
        }
    }

    /// An attempt that took longer than the function may, and was killed.
    record TimedOut(Duration after) implements Outcome {}

    /// A process that ended without having said anything.
    record Crashed(int exitCode) implements Outcome {}
}
