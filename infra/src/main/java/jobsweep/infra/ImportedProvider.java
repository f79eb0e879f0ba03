package jobsweep.infra;

import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// A provider of which only the service token is known, and what it was deployed for: grace periods, and kinds of
/// cleanups beside those that name job and thing.
final class ImportedProvider extends Construct implements IJobExecutionCleanupProvider {
    private final JobExecutionCleanupProviderAttributes attributes;
    private final IFunction function;

    ImportedProvider(Construct scope, String id, JobExecutionCleanupProviderAttributes attributes) {
        super(scope, id);
        this.attributes = attributes;
        this.function = Function.fromFunctionArn(this, "Function", attributes.serviceToken);
        requireRegion(Stack.of(scope).getRegion(), function.getEnv().getRegion());
    }

    private static void requireRegion(String stack, String function) {
        if (!KnownText.mayBeSame(stack, function)) {
            throw new IllegalArgumentException(
                    "serviceToken must be of a function in the stack's Region, %s, where alone CloudFormation calls it, got one in %s"
                            .formatted(stack, function));
        }
    }

    @Override
    public String getServiceToken() {
        return attributes.serviceToken;
    }

    @Override
    public String getServiceTimeout() {
        return attributes.serviceTimeout.orElseGet(() -> Integer.toString(
                Timing.of(attributes.longestGracePeriod, attributes.kinds).serviceTimeout()));
    }

    @Override
    public IFunction getFunction() {
        return function;
    }

    /// Only checks: what the function may delete, and how long it lives, is for its own stack to say.
    @Override
    public void bind(JobExecutionCleanup cleanup) {
        cleanup.serviceTimeout(getServiceTimeout());
        String path = cleanup.getNode().getPath();
        if (cleanup.gracePeriod() > attributes.longestGracePeriod) {
            throw new IllegalArgumentException(
                    "GracePeriodSeconds must be at most %s, the longest that fromAttributes was given for the provider of %s, got '%s': deploy that provider with a longestGracePeriod that covers it, LongestGracePeriodSeconds in its template, and give fromAttributes the same"
                            .formatted(attributes.longestGracePeriod, path, cleanup.gracePeriod()));
        }
        if (cleanup.kind().isOpenEnded() && !attributes.kinds.contains(cleanup.kind())) {
            throw new IllegalArgumentException(
                    "JobId or ThingName must not be * unless fromAttributes was given the kind for the provider of %s: deploy that provider with allowCleanups(RequestKind.%s), WholeThingsAndJobs in its template or jobsweep:wholeThingsAndJobs in its context, and give fromAttributes the same"
                            .formatted(path, cleanup.kind()));
        }
    }
}
