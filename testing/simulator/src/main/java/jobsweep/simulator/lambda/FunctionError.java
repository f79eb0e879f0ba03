package jobsweep.simulator.lambda;

import java.time.Duration;
import java.util.Locale;

/// A failed attempt in the words that Lambda has for it.
record FunctionError(String type, String message) {
    /// How Java reports that a process was killed with signal 9.
    private static final int KILLED = 137;

    /// @throws IllegalArgumentException if the attempt succeeded
    static FunctionError of(Invocation invocation) {
        return switch (invocation.outcome()) {
            case Outcome.Succeeded succeeded -> throw new IllegalArgumentException("must have failed");
            case Outcome.Failed failed -> new FunctionError(failed.errorType(), failed.message());
            case Outcome.TimedOut timedOut ->
                new FunctionError(
                        "Sandbox.Timedout", said(invocation, "Task timed out after " + seconds(timedOut.after())));
            case Outcome.Crashed crashed ->
                new FunctionError("Runtime.ExitError", said(invocation, exit(crashed.exitCode())));
        };
    }

    private static String said(Invocation invocation, String what) {
        return "RequestId: %s Error: %s".formatted(invocation.requestId(), what);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f seconds", duration.toMillis() / 1000.0);
    }

    private static String exit(int exitCode) {
        return switch (exitCode) {
            case 0 -> "Runtime exited without providing a reason";
            case KILLED -> "Runtime exited with error: signal: killed";
            default -> "Runtime exited with error: exit status " + exitCode;
        };
    }
}
