package jobsweep.acceptance.campaign;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import jobsweep.jobexecution.JobExecutionHandler;
import jobsweep.jobexecution.OnFailureHandler;
import jobsweep.simulator.lambda.FunctionConfiguration;

/// The code that a function's handler names.
@FunctionalInterface
interface FunctionCode {
    /// Makes a handler that lives in the sandbox.
    RequestStreamHandler load(FunctionConfiguration function, Sandbox sandbox);

    /// The function's own classes, as they were built.
    static RequestStreamHandler built(FunctionConfiguration function, Sandbox sandbox) {
        if (function.handler().equals(JobExecutionHandler.class.getName())) {
            return new JobExecutionHandler(function.environment(), IotLine::client, sandbox.platform());
        }
        if (function.handler().equals(OnFailureHandler.class.getName())) {
            return new OnFailureHandler(function.environment(), sandbox.platform());
        }
        throw new IllegalArgumentException("No class is known for handler " + function.handler());
    }
}
