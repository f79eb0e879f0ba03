package jobsweep.simulator.resources;

import java.time.Duration;
import jobsweep.simulator.lambda.FunctionConfiguration;

/// How a function's asynchronous events are tried again.
record EventSettings(int maximumRetryAttempts, Duration maximumEventAge) {
    static final EventSettings DEFAULT = new EventSettings(2, Duration.ofHours(6));

    FunctionConfiguration applyTo(FunctionConfiguration function) {
        return new FunctionConfiguration(
                function.functionName(),
                function.functionArn(),
                function.roleArn(),
                function.handler(),
                function.archive(),
                function.memoryMegabytes(),
                function.timeout(),
                function.environment(),
                function.logGroupName(),
                maximumRetryAttempts,
                maximumEventAge);
    }
}
