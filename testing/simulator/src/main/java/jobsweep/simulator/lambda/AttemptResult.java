package jobsweep.simulator.lambda;

import java.time.Instant;
import java.util.Optional;

/// One attempt to run a function on an event.
///
/// @param requestId the event's; the same for all attempts
/// @param attempt   from 1
/// @param logStream the environment it ran in
/// @param handedOut when the runtime got the event; empty if it did not live to
/// @param ended     when its outcome was known
public record AttemptResult(
        String functionArn,
        String requestId,
        int attempt,
        String logStream,
        Optional<Instant> handedOut,
        Instant ended,
        Outcome outcome) {

    public boolean succeeded() {
        return outcome instanceof Outcome.Succeeded;
    }
}
