package jobsweep.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The function that answers CloudFormation for a request whose every attempt failed. It may write its log and
/// nothing else.
final class OnFailureFunction {
    private static final String HANDLER = "jobsweep.jobexecution.OnFailureHandler";

    private OnFailureFunction() {}

    /// Adds the function to `provider`.
    ///
    /// @param logs of the function that failed, where an answer can say to look
    static ProviderFunction create(Construct provider, LogGroup logs, Architecture architecture) {
        Construct scope = new Construct(provider, "OnFailure");
        ProviderFunction function = ProviderFunction.create(
                scope,
                logs,
                architecture,
                Function.Builder.create(scope, "Function")
                        .description("Answers CloudFormation where the deletion of AWS IoT job executions failed"
                                + " without an answer (jobsweep)")
                        .handler(HANDLER)
                        // Not the provider's setting: too little memory may be why the request failed.
                        .memorySize(FunctionBuilder.MEMORY_MIB)
                        .timeout(Duration.seconds(Timing.ON_FAILURE_TIMEOUT)));
        function.retry(Timing.ON_FAILURE_MAXIMUM_EVENT_AGE);
        return function;
    }
}
