package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Locale;

/// What is said of a failed attempt: the runtime's report, and where it could not send one, words of Lambda's own.
final class FunctionError {
    private FunctionError() {}

    /// @throws IllegalArgumentException if the attempt succeeded
    static JsonNode of(AttemptResult invocation) {
        return switch (invocation.outcome()) {
            case Outcome.Succeeded succeeded -> throw new IllegalArgumentException("must have failed");
            case Outcome.Failed(JsonNode report) -> report;
            case Outcome.TimedOut(Duration after) ->
                said(invocation, "Sandbox.Timedout", "Task timed out after " + seconds(after));
            case Outcome.Crashed(int exitCode) -> said(invocation, "Runtime.ExitError", exit(exitCode));
        };
    }

    private static JsonNode said(AttemptResult invocation, String errorType, String what) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("errorType", errorType)
                .put("errorMessage", "RequestId: %s Error: %s".formatted(invocation.requestId(), what));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f seconds", duration.toMillis() / 1000.0);
    }

    private static String exit(int exitCode) {
        return switch (exitCode) {
            case 0 -> "Runtime exited without providing a reason";
            case Delivery.KILLED -> "Runtime exited with error: signal: killed";
            default -> "Runtime exited with error: exit status " + exitCode;
        };
    }
}
