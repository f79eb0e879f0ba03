package jobsweep.infra;

import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A provider for other stacks, plain templates among them: they name its service token, which this stack exports.
///
/// What its function may delete is set by the context keys `jobsweep:jobPatterns` and `jobsweep:thingPatterns`, and the
/// longest `GracePeriodSeconds` that it has time for by `jobsweep:longestGracePeriodSeconds`. Where
/// `jobsweep:wholeThingsAndJobs` is `true`, templates may have `*` for a job or a thing.
public final class JobExecutionCleanupProviderStack extends Stack {
    /// The name under which the service token is exported, for `Fn::ImportValue`.
    public static final String EXPORT_NAME = "JobsweepServiceToken";

    static final String SERVICE_TIMEOUT = "ServiceTimeout";

    /// Adds the stack to `scope`.
    ///
    /// @throws IllegalArgumentException if the context's patterns are missing or malformed, or another of
    /// its values is not allowed
    public JobExecutionCleanupProviderStack(Construct scope, String id) {
        super(scope, id);
        TargetPatterns patterns = ProviderContext.patterns(getNode());
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.Builder.create(this)
                .jobPatterns(patterns.jobs().patterns())
                .thingPatterns(patterns.things().patterns())
                .longestGracePeriod(Duration.seconds(ProviderContext.longestGracePeriod(getNode())))
                .allowCleanups(ProviderContext.kinds(getNode()))
                .build();
        addOutputs(this, provider);
    }

    /// Tells the templates that use a provider its service token, exported, and the time that an answer can take.
    static void addOutputs(Stack stack, JobExecutionCleanupProvider provider) {
        CfnOutput.Builder.create(stack, "ServiceToken")
                .description("ServiceToken of Custom::IoTJobExecution")
                .exportName(EXPORT_NAME)
                .value(provider.getServiceToken())
                .build();
        CfnOutput.Builder.create(stack, SERVICE_TIMEOUT)
                .description("ServiceTimeout of Custom::IoTJobExecution: how long an answer can take, in seconds")
                .value(provider.getServiceTimeout())
                .build();
    }
}
