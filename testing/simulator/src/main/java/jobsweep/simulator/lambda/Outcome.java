package jobsweep.simulator.lambda;

import java.time.Duration;

/// How one attempt to run a function on an event ended.
public sealed interface Outcome {

    /// An attempt that the handler returned from, with the bytes it wrote as text.
    record Succeeded(String payload) implements Outcome {}

    /// An exception that left the handler, or that kept it from being initialised.
    record Failed(String errorType, String message) implements Outcome {}

    /// An attempt that took longer than the function may, and was killed.
    record TimedOut(Duration after) implements Outcome {}

    /// A process that ended without having said anything.
    record Crashed(int exitCode) implements Outcome {}
}
