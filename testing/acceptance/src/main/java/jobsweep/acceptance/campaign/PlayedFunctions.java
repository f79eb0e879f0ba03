package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import jobsweep.invocation.Invocation;
import jobsweep.jobexecution.CleanupQueueHandler;
import jobsweep.jobexecution.JobExecutionHandler;
import jobsweep.jobexecution.OnFailureHandler;

/// The code of the functions in a world.
@FunctionalInterface
interface PlayedFunctions {
    /// Makes the function ready that a sandbox is for.
    Body load(Sandbox sandbox);

    /// What handles one event after the other.
    @FunctionalInterface
    interface Body {
        void handle(InputStream input, OutputStream output, Invocation invocation) throws IOException;
    }

    /// The function's own classes, as they were built.
    static Body built(Sandbox sandbox) {
        return built(sandbox, sandbox.function().environment());
    }

    /// The same with other variables.
    static Body built(Sandbox sandbox, Map<String, String> environment) {
        String handler = sandbox.function().handler();
        return switch (handler.substring(handler.lastIndexOf('.') + 1)) {
            case "JobExecutionHandler" ->
                new JobExecutionHandler(
                                environment,
                                () -> Network.IOT,
                                () -> Network.SQS,
                                () -> Network.LAMBDA,
                                sandbox.platform)::handle;
            case "OnFailureHandler" -> new OnFailureHandler(environment, sandbox.platform)::handle;
            case "CleanupQueueHandler" ->
                new CleanupQueueHandler(environment, () -> Network.IOT, () -> Network.SQS, sandbox.platform)::handle;
            default -> throw new IllegalArgumentException("No class is known for handler " + handler);
        };
    }
}
