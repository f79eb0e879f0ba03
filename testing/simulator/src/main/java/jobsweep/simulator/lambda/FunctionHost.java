package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/// Functions, as [AsynchronousInvocation] needs to have them run.
public interface FunctionHost {
    /// The function as it stands now; empty if there is none.
    Optional<FunctionConfiguration> function(String functionArn);

    /// Runs the function on the event once, and returns when that has ended.
    ///
    /// @param attempt from 1
    Invocation attempt(FunctionConfiguration function, Event event, int attempt);

    /// Takes an event for the function on, and returns at once.
    ///
    /// @throws IllegalArgumentException if there is no such function
    void invoke(String functionArn, JsonNode payload);
}
