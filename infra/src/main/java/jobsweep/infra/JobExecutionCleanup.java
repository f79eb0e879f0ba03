package jobsweep.infra;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.Property;
import jobsweep.contract.RequestKind;
import jobsweep.contract.ResourceProperties;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// AWS IoT job executions that are deleted together with their stack, as one resource
/// `Custom::IoTJobExecution`: one by its number, every one of a job on a thing, or all of a thing or of a job.
///
/// ```java
/// JobExecutionCleanup.Builder.create(this, "Rollout")
///         .jobId("firmware-42")
///         .thingName(thing.getRef())
///         .executionNumber(1)
///         .build();
/// JobExecutionCleanup.Builder.create(this, "Executions").thingName(thing.getRef()).everyJob().defer(true).build();
/// ```
///
/// Nothing is created in AWS IoT. The execution may come after the stack, and may be gone before it. A
/// `thingName` that refers to a thing of the stack also orders the deletions: the execution goes before the thing.
public final class JobExecutionCleanup extends Construct {
    private final Map<String, String> properties;
    private final RequestKind kind;
    private final Optional<CfnCondition> condition;
    private final CustomResource resource;
    private final CfnResource rendered;

    private JobExecutionCleanup(Builder builder, Map<String, String> properties, RequestKind kind) {
        super(builder.scope, builder.id);
        this.properties = properties;
        this.kind = kind;
        this.condition = Optional.ofNullable(builder.condition);
        condition.ifPresent(this::requireOfThisStack);
        IJobExecutionCleanupProvider provider = builder.provider();
        this.resource = CustomResource.Builder.create(this, "Resource")
                .resourceType(JobExecutionResource.TYPE)
                .serviceToken(provider.getServiceToken())
                .properties(properties)
                .removalPolicy(builder.removalPolicy)
                .build();
        this.rendered = (CfnResource) Objects.requireNonNull(resource.getNode().getDefaultChild());
        rendered.getCfnOptions().setCondition(builder.condition);
        ConditionalNames.requireCondition(this);
        provider.bind(this);
    }

    private void requireOfThisStack(CfnCondition given) {
        if (!Stacks.areSame(this, given)) {
            throw new IllegalArgumentException(
                    "condition must be one of the cleanup's stack, %s, got %s: make one there with the same expression"
                            .formatted(
                                    Stack.of(this).getNode().getPath(),
                                    given.getNode().getPath()));
        }
    }

    /// Says how long CloudFormation waits for an answer. The next cleanup of its provider may change it.
    void serviceTimeout(String seconds) {
        rendered.addPropertyOverride("ServiceTimeout", seconds);
    }

    /// A token for the number of the execution that was found when the resource was created or last updated, or empty
    /// where none was found or the cleanup has no number.
    public String getExecutionNumber() {
        return resource.getAttString(JobExecutionResource.EXECUTION_NUMBER.name());
    }

    /// A token for the status that execution had then, as AWS IoT spells it (`QUEUED`, `IN_PROGRESS`, …), or empty.
    public String getStatus() {
        return resource.getAttString(JobExecutionResource.STATUS);
    }

    /// A token for the time at which that execution was queued, in ISO 8601, or empty.
    public String getQueuedAt() {
        return resource.getAttString(JobExecutionResource.QUEUED_AT);
    }

    /// A token for what the deletion will delete: `<JobId>/<ThingName>`, where `*` stands for every job or
    /// every thing, with a number `<JobId>/<ThingName>/<number>`, and where that execution was found
    /// `<JobId>/<ThingName>/<number>@<queuedAt in epoch milliseconds>`.
    public String getPhysicalResourceId() {
        return resource.getRef();
    }

    String jobId() {
        return Objects.requireNonNull(properties.get(JobExecutionResource.JOB_ID.name()));
    }

    String thingName() {
        return Objects.requireNonNull(properties.get(JobExecutionResource.THING_NAME.name()));
    }

    RequestKind kind() {
        return kind;
    }

    /// Under which it is there, if it is not always.
    Optional<CfnCondition> condition() {
        return condition;
    }

    /// Whether what can't be deleted yet is deferred for sure.
    boolean defers() {
        return "true".equals(properties.get(JobExecutionResource.DEFER.name()));
    }

    /// Whether it is, or may be: what a token stands for is not known.
    boolean mayDefer() {
        return !"false".equals(properties.getOrDefault(JobExecutionResource.DEFER.name(), "false"));
    }

    /// In seconds.
    int gracePeriod() {
        String name = JobExecutionResource.GRACE_PERIOD_SECONDS.name();
        return Integer.parseInt(properties.getOrDefault(name, "0"));
    }

    /// Properties of a [JobExecutionCleanup]. The setters check literals by the function's own rules and throw
    /// [IllegalArgumentException] with property, value and what is allowed; tokens are checked by the function.
    public static final class Builder extends PropertiesBuilder<JobExecutionCleanup, Builder> {
        private final Construct scope;
        private final String id;
        private RemovalPolicy removalPolicy = RemovalPolicy.DESTROY;
        private @Nullable IJobExecutionCleanupProvider provider;
        private @Nullable CfnCondition condition;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /// Starts a cleanup with the id `id` in `scope`.
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /// The job: 1 to 64 characters of a-z, A-Z, 0-9, _ and -. Required, unless it is [#everyJob]; another one
        /// means replacement.
        public Builder jobId(@Nullable String jobId) {
            return name(JobExecutionResource.JOB_ID, jobId);
        }

        /// Every job: whatever is queued for the thing when the resource is deleted, `JobId` `*`. In place of a job,
        /// and not together with a number. A change between a job and every job of the same thing is refused on
        /// deployment, since the old one's deletion would take executions of the new one.
        public Builder everyJob() {
            return name(JobExecutionResource.JOB_ID, CleanupTarget.EVERY);
        }

        /// The thing: 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -. Required, unless it is [#everyThing]; another
        /// one means replacement.
        public Builder thingName(@Nullable String thingName) {
            return name(JobExecutionResource.THING_NAME, thingName);
        }

        /// Every thing: the job's executions wherever it runs, `ThingName` `*`; otherwise like [#everyJob].
        public Builder everyThing() {
            return name(JobExecutionResource.THING_NAME, CleanupTarget.EVERY);
        }

        private Builder name(Property<?> property, @Nullable String name) {
            if (name != null && isEvery(get(property).orElse(name)) != isEvery(name)) {
                throw new IllegalArgumentException("%s must be given once: one of a name and %s, got both"
                        .formatted(property.name(), CleanupTarget.EVERY));
            }
            return set(property, name);
        }

        private static boolean isEvery(String name) {
            return name.equals(CleanupTarget.EVERY);
        }

        /// The same as a token, or in digits. Another one means replacement.
        public Builder executionNumber(@Nullable String executionNumber) {
            return set(JobExecutionResource.EXECUTION_NUMBER, executionNumber);
        }

        /// As a token, such as a parameter of the stack, or `true` or `false`.
        public Builder force(@Nullable String force) {
            return set(JobExecutionResource.FORCE, force);
        }

        /// Whether a deletion is left to the provider's cleanup queue that AWS IoT refuses because the
        /// execution is IN_PROGRESS, or that finds AWS IoT out of reach: the resource's deletion succeeds,
        /// and the execution is deleted once its device has ended it, up to a year later. What is queued in
        /// the meantime stays. A deletion that is denied or broken fails nevertheless. The provider needs a
        /// queue, see [JobExecutionCleanupProvider.Builder#deferTo]; one of another app is deployed with
        /// it. Another value means no interruption. Default: false, and such a deletion fails with the
        /// reason.
        public Builder defer(@Nullable Boolean defer) {
            return defer(text(defer));
        }

        /// As a token, such as a parameter of the stack, or `true` or `false`.
        public Builder defer(@Nullable String defer) {
            return set(JobExecutionResource.DEFER, defer);
        }

        /// How long the deletion waits for an execution that is IN_PROGRESS to end by itself: whole
        /// seconds, up to 780, and no token. Once it is over, `force` decides: the execution is deleted
        /// nevertheless, or the deletion fails. The function's time-out and every cleanup's
        /// `ServiceTimeout` follow the longest one. Another one means no interruption. Default: none.
        public Builder gracePeriod(@Nullable Duration gracePeriod) {
            Property<?> property = JobExecutionResource.GRACE_PERIOD_SECONDS;
            return set(
                    property,
                    gracePeriod == null ? null : Integer.toString(GracePeriod.seconds(property.name(), gracePeriod)));
        }

        /// Whether the execution is deleted when the resource is removed or replaced. Default:
        /// [RemovalPolicy#DESTROY].
        ///
        /// @throws IllegalArgumentException for a snapshot, which there is none of
        public Builder removalPolicy(@Nullable RemovalPolicy removalPolicy) {
            if (removalPolicy == RemovalPolicy.SNAPSHOT) {
                throw new IllegalArgumentException(
                        "removalPolicy must be DESTROY, RETAIN or RETAIN_ON_UPDATE_OR_DELETE, got 'SNAPSHOT', which CloudFormation refuses for custom resources");
            }
            this.removalPolicy = removalPolicy == null ? RemovalPolicy.DESTROY : removalPolicy;
            return this;
        }

        /// The condition under which there is this cleanup, and the permission for it. Where job or
        /// thing are themselves there under a condition, it is the same one or a stricter one.
        /// Default: none.
        public Builder condition(@Nullable CfnCondition condition) {
            this.condition = condition;
            return this;
        }

        /// The function that does it. Default: the stack's own.
        public Builder provider(@Nullable IJobExecutionCleanupProvider provider) {
            this.provider = provider;
            return this;
        }

        /// Adds the cleanup to its scope.
        ///
        /// @throws IllegalArgumentException if job or thing is missing, both are every one, or one is and
        /// there is a number; or if the provider may not delete it, has no time for its grace period, or no
        /// queue to defer to
        @Override
        public JobExecutionCleanup build() {
            Map<String, String> properties = with(JobExecutionResource.JOB_ID, JobExecutionResource.THING_NAME);
            return new JobExecutionCleanup(this, properties, RequestKind.of(new ResourceProperties(properties)));
        }

        private IJobExecutionCleanupProvider provider() {
            return provider == null ? JobExecutionCleanupProvider.getOrCreate(scope) : provider;
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
