package jobsweep.infra;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A provider for other stacks, plain templates among them: they name its service token, which this
/// stack exports together with the time that an answer can take.
///
/// ```java
/// JobExecutionCleanupProviderStack.Builder.create(app, "FirmwareProvider")
///         .exportPrefix("Firmware")
///         .provider(it -> it.jobPatterns(List.of("firmware-*")).thingPatterns(List.of("*")))
///         .build();
/// ```
public final class JobExecutionCleanupProviderStack extends Stack {
    /// The name under which the service token is exported, for `Fn::ImportValue`, where no other
    /// prefix was chosen.
    public static final String EXPORT_NAME = "JobsweepServiceToken";

    /// The name under which the time that an answer can take is exported. CloudFormation changes no
    /// export that is in use.
    public static final String SERVICE_TIMEOUT_EXPORT_NAME = "JobsweepServiceTimeout";

    static final String SERVICE_TIMEOUT = "ServiceTimeout";

    private final JobExecutionCleanupProvider provider;

    /// Adds a stack whose provider is set by the CDK context. What its function may delete is in
    /// `jobsweep:jobPatterns` and `jobsweep:thingPatterns`, and the longest `GracePeriodSeconds` that
    /// it has time for in `jobsweep:longestGracePeriodSeconds`. Where `jobsweep:wholeThingsAndJobs` is
    /// `true`, templates may have `*` for a job or a thing.
    ///
    /// @throws IllegalArgumentException if the context's patterns are missing or malformed, or another of
    /// its values is not allowed
    public JobExecutionCleanupProviderStack(Construct scope, String id) {
        this(byContext(scope, id));
    }

    private JobExecutionCleanupProviderStack(Builder builder) {
        super(builder.scope, builder.id, builder.stackProps);
        JobExecutionCleanupProvider.Builder settings =
                builder.settings.apply(JobExecutionCleanupProvider.Builder.create(this));
        // Without patterns it would be for its own stack's cleanups, and there are none.
        settings.targets();
        this.provider = settings.build();
        addOutputs(this, provider, builder.exports);
    }

    static Builder byContext(Construct scope, String id) {
        TargetPatterns patterns = ProviderContext.patterns(scope.getNode());
        return Builder.create(scope, id)
                .provider(provider -> provider.jobPatterns(patterns.jobs().patterns())
                        .thingPatterns(patterns.things().patterns())
                        .longestGracePeriod(Duration.seconds(ProviderContext.longestGracePeriod(scope.getNode())))
                        .allowCleanups(ProviderContext.kinds(scope.getNode())));
    }

    /// Tells the templates that use a provider its service token and the time that an answer can take.
    static void addOutputs(Stack stack, JobExecutionCleanupProvider provider, StackExports exports) {
        exports.add(stack, "ServiceToken", "ServiceToken of Custom::IoTJobExecution", provider.getServiceToken());
        exports.add(
                stack,
                SERVICE_TIMEOUT,
                "ServiceTimeout of Custom::IoTJobExecution: how long an answer can take, in seconds",
                provider.getServiceTimeout());
    }

    /// The provider.
    public JobExecutionCleanupProvider getProvider() {
        return provider;
    }

    /// Settings of a [JobExecutionCleanupProviderStack]. Its exports are `<prefix>ServiceToken` and
    /// `<prefix>ServiceTimeout`.
    public static final class Builder
            extends CleanupStackBuilder<
                    JobExecutionCleanupProviderStack, JobExecutionCleanupProvider.Builder, Builder> {
        private Builder(Construct scope, String id) {
            super(scope, id);
        }

        /// Starts a stack with the id `id` in `scope`, without a look at the context.
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /// The provider's settings, its patterns among them, which are required. Called again, it adds settings.
        public Builder provider(@Nullable UnaryOperator<JobExecutionCleanupProvider.Builder> provider) {
            return add(provider);
        }

        /// Adds the stack to its scope.
        ///
        /// @throws IllegalArgumentException if patterns are missing or malformed
        @Override
        public JobExecutionCleanupProviderStack build() {
            return new JobExecutionCleanupProviderStack(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
