package jobsweep.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A provider for other stacks, plain templates among them: they name its service token, which this stack exports.
///
/// What its function may delete is set by the context keys `jobsweep:jobPatterns` and `jobsweep:thingPatterns`, and the
/// longest `GracePeriodSeconds` that it has time for by `jobsweep:longestGracePeriodSeconds`.
public final class JobExecutionCleanupProviderStack extends Stack {
    /// The name under which the service token is exported, for `Fn::ImportValue`.
    public static final String EXPORT_NAME = "JobsweepServiceToken";

    /// Adds the stack to `scope`.
    ///
    /// @throws IllegalArgumentException if the context's patterns are missing or malformed, or its grace period is
    /// not allowed
    public JobExecutionCleanupProviderStack(Construct scope, String id) {
        super(scope, id);
        TargetPatterns patterns = ProviderContext.patterns(getNode());
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.Builder.create(this)
                .jobPatterns(patterns.jobs().patterns())
                .thingPatterns(patterns.things().patterns())
                .longestGracePeriod(Duration.seconds(
                        ProviderContext.longestGracePeriod(getNode()).seconds()))
                .build();
        ProviderOutputs.add(this, provider);
    }
}
