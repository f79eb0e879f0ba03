package jobsweep.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// The function that answers CloudFormation for a request whose every attempt failed. It may write its log and
/// nothing else.
final class OnFailureFunction {
    private static final String HANDLER = "jobsweep.jobexecution.OnFailureHandler";

    private OnFailureFunction() {}

    /// Adds the function to `provider`.
    ///
    /// @param settings of the function that failed, to whose log an answer can say to look
    /// @param suffix what its name has after the chosen one
    static ProviderFunction create(Construct provider, CommonSettings settings, String suffix) {
        Construct scope = new Construct(provider, "OnFailure");
        ProviderFunction function = ProviderFunction.create(
                scope,
                settings,
                Function.Builder.create(scope, "Function")
                        .description("Answers CloudFormation where the deletion of AWS IoT job executions failed"
                                + " without an answer (jobsweep)")
                        .functionName(settings.name(suffix))
                        .handler(HANDLER)
                        // Not the provider's setting: too little memory may be why the request failed.
                        .memorySize(FunctionBuilder.MEMORY_MIB)
                        .timeout(Duration.seconds(Timing.ON_FAILURE_TIMEOUT)));
        function.hasNoDeadLetterQueue(
                "It is what failures go to. An alarm tells of its own, after which CloudFormation ends the request itself");
        function.retry(Timing.ON_FAILURE_MAXIMUM_EVENT_AGE);
        return function;
    }
}
