package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;

/// Functions whose caller waits for what comes of an event.
public interface SynchronousFunctions {
    /// The function as it was last put.
    ///
    /// @throws IllegalArgumentException if there is no such function
    FunctionConfiguration function(String functionArn);

    /// Runs the function on the event once, and returns when that has ended.
    ///
    /// @param traceHeader what the runtime hands the function as its tracing header
    /// @throws IllegalArgumentException if there is no such function
    Invocation invokeAndWait(String functionArn, JsonNode payload, String traceHeader);
}
