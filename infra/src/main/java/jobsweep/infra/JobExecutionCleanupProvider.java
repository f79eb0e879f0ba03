package jobsweep.infra;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Variables;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.constructs.Construct;
import software.constructs.DependencyGroup;
import software.constructs.IConstruct;

/// The function behind a stack's [JobExecutionCleanup]s, with its role, policy and log group, a second function that
/// answers CloudFormation where the first one failed to, and an alarm on both. A stack has one provider.
/// Its first cleanup makes it, unless it was made before, to choose its settings:
///
/// ```java
/// JobExecutionCleanupProvider.Builder.create(this).logRetention(RetentionDays.ONE_YEAR).build();
/// ```
///
/// The function may delete what the stack's cleanups name and nothing else, or, with patterns, what
/// the patterns cover. AWS IoT looks at job and thing one by one: where one cleanup is about every job
/// of a thing and another about every thing of a job, the function may delete any execution, and patterns narrow it.
///
/// A function with a cleanup of every job or every thing goes on by itself where that takes longer than one of its
/// invocations, for as long as CloudFormation waits: it has Lambda's longest time-out, and all cleanups that use
/// it have CloudFormation's longest `ServiceTimeout`, an hour.
///
/// A cleanup that changes from one literal job, thing or number to another keeps the permission to delete the old
/// execution until it is deleted. What a token stands for is not known at synth: where a token keeps its name and
/// changes its value (a thing renamed under the same logical id), the old execution's deletion is
/// denied. Patterns that cover both, or a name written out, avoid it.
public final class JobExecutionCleanupProvider extends Construct implements IJobExecutionCleanupProvider {
    /// The construct's id in its stack. It is part of the function's logical id, and so of every service token, which
    /// can't be changed on resources that exist.
    private static final String ID = "JobExecutionCleanupProvider";

    static final String LONGEST_GRACE_PERIOD = "longestGracePeriod";

    private static final String HANDLER = "jobsweep.jobexecution.JobExecutionHandler";

    /// As many calls as AWS IoT takes at once.
    private static final int MANY = 10;

    private final ProviderFunction function;
    private final ProviderFunction onFailure;
    private final IotPermissions permissions;
    private final CleanupPolicies policies;
    private final DependencyGroup parts = new DependencyGroup();
    private final Optional<TargetPatterns> patterns;
    private final Optional<DeferQueue> deferQueue;
    private final Set<RequestKind> kinds;
    private final Optional<Alarm> errorAlarm;
    private final String serviceTimeout;
    private final List<JobExecutionCleanup> cleanups = new ArrayList<>();
    private final Map<String, Integer> cleanupsByStack = new HashMap<>();
    private Timing timing;

    private JobExecutionCleanupProvider(Builder builder) {
        super(builder.stack, ID);
        this.kinds = EnumSet.copyOf(builder.kinds);
        this.patterns = builder.patterns();
        this.deferQueue = builder.deferQueue;
        this.timing = Timing.SHORTEST;
        CommonSettings settings = builder.settings(this);
        this.function = ProviderFunction.create(
                this,
                settings,
                builder.function(this, "Function", "Deletes AWS IoT job executions for CloudFormation (jobsweep)")
                        .functionName(settings.name(""))
                        .handler(HANDLER)
                        .timeout(Duration.seconds(lazy(Timing::functionTimeout))),
                environment(settings.place()));
        this.onFailure = OnFailureFunction.create(this, settings, "-on-failure");
        function.retry(lazy(Timing::maximumEventAge), onFailure);
        // Its alarm is not needed: where that tells may be made after a cleanup.
        getNode().getChildren().forEach(parts::add);
        // With the policies that let it delete, as far as they are of this app.
        if (settings.assumedRole != null) {
            parts.add(settings.assumedRole);
        }
        this.permissions = new IotPermissions(builder.stack, function.policy(), settings.place());
        this.policies = new CleanupPolicies(this, function.policy(), settings.place());
        function.policy()
                .requireRoom(
                        patterns.isPresent()
                                ? NamePatterns.FEWER.formatted(JobExecutionCleanupProvider.class.getSimpleName())
                                : "Give the stack's JobExecutionCleanupProvider jobPatterns and thingPatterns that cover the cleanups");
        patterns.ifPresent(covered -> kinds.forEach(kind -> permissions.allow(kind, covered)));
        deferQueue.ifPresent(queue -> {
            queue.requireSame(settings.place());
            queue.allow(function.policy());
            patterns.ifPresent(shared -> kinds.forEach(kind -> queue.require(kind, this)));
        });
        haveTime(Timing.of(builder.longestGracePeriod, kinds));
        this.errorAlarm = builder.makeAlarm(
                () -> FailureAlarms.onMissingAnswers(this, function.function(), onFailure.function()));
        this.serviceTimeout = Lazy.uncachedString(context -> Integer.toString(timing.serviceTimeout()));
    }

    /// The provider of the stack that `scope` is in; makes it with the default settings where there is none.
    public static JobExecutionCleanupProvider getOrCreate(Construct scope) {
        return find(Stack.of(scope)).orElseGet(Builder.create(scope)::build);
    }

    /// A provider of another stack, by the token it exported. Its cleanups name job and thing, and have
    /// no grace period and the shortest `ServiceTimeout`. A provider that was deployed for grace
    /// periods, or for every job or every thing, may take longer to answer: name it by
    /// [#fromAttributes], with the time that it exports, `Fn.importValue("JobsweepServiceTimeout")`.
    ///
    /// @param serviceToken the function's ARN, such as `Fn.importValue("JobsweepServiceToken")`
    /// @throws IllegalArgumentException if it is no function's ARN
    public static IJobExecutionCleanupProvider fromServiceToken(Construct scope, String id, String serviceToken) {
        return fromAttributes(
                scope,
                id,
                JobExecutionCleanupProviderAttributes.builder()
                        .serviceToken(serviceToken)
                        .build());
    }

    /// A provider of another stack or app, or of a plain template. Its patterns have to cover what it is used for: a
    /// cleanup gives it no permissions. Whether it has a queue to defer to is not known here: without
    /// one, its function refuses a cleanup that defers when that is created.
    public static IJobExecutionCleanupProvider fromAttributes(
            Construct scope, String id, JobExecutionCleanupProviderAttributes attributes) {
        return new ImportedProvider(
                scope, id, Objects.requireNonNull(attributes, "attributes must be given, got null"));
    }

    @Override
    public String getServiceToken() {
        return function.arn();
    }

    @Override
    public String getServiceTimeout() {
        return serviceTimeout;
    }

    @Override
    public IFunction getFunction() {
        return function.function();
    }

    /// The function that answers where the first one failed to.
    public IFunction getOnFailureFunction() {
        return onFailure.function();
    }

    /// The role of the function that deletes.
    public IRole getRole() {
        return Objects.requireNonNull(function.function().getRole());
    }

    /// The log group of all functions.
    public ILogGroup getLogGroup() {
        return function.function().getLogGroup();
    }

    /// The alarm on requests that a function ended without an answer to CloudFormation.
    ///
    /// @throws IllegalStateException if there is none, since the provider was made with `alarm(false)`
    public IAlarm getErrorAlarm() {
        return errorAlarm.orElseThrow(FailureAlarms::isOff);
    }

    FunctionPolicy policy() {
        return function.policy();
    }

    @Override
    public void bind(JobExecutionCleanup cleanup) {
        allow(cleanup);
        if (cleanup.mayDefer()) {
            deferQueue.ifPresentOrElse(queue -> queue.bind(cleanup), () -> refuseToDefer(cleanup));
        }
        haveTime(timing.with(cleanup));
        cleanup.serviceTimeout(Integer.toString(timing.serviceTimeout()));
        cleanups.add(cleanup);
        count(cleanup);
        // Otherwise a stack's deletion takes the policy first, and the execution's deletion is denied, or the function
        // that answers where this one failed.
        cleanup.getNode().addDependency(parts);
    }

    // The times are known only when the last cleanup is bound, and nothing tells which one that is.
    private Number lazy(ToIntFunction<Timing> seconds) {
        return Lazy.uncachedNumber(context -> seconds.applyAsInt(timing));
    }

    private void haveTime(Timing needed) {
        if (needed.isOpenEnded() && !timing.isOpenEnded()) {
            Construct continuation = new Construct(this, "Continuation");
            function.allowToInvokeItself(continuation);
            parts.add(continuation);
            function.function().addEnvironment(Variables.WHOLE_THINGS_AND_JOBS, "true");
        }
        boolean isLonger = needed.serviceTimeout() != timing.serviceTimeout();
        timing = needed;
        if (isLonger) {
            cleanups.forEach(cleanup -> cleanup.serviceTimeout(Integer.toString(timing.serviceTimeout())));
        }
    }

    /// Tells the function how many may be deleted at once. Few share AWS IoT's quota anyway, and a function that knows
    /// of them would change with each.
    private void count(JobExecutionCleanup cleanup) {
        int ofStack = cleanupsByStack.merge(Stacks.address(cleanup), 1, Integer::sum);
        if (ofStack == MANY + 1) {
            function.function()
                    .addEnvironment(
                            Variables.CLEANUPS,
                            Lazy.uncachedString(context ->
                                    Collections.max(cleanupsByStack.values()).toString()));
        }
    }

    private void allow(JobExecutionCleanup cleanup) {
        patterns.ifPresent(covered -> covered.requireCovered(cleanup));
        if (patterns.isPresent() && kinds.contains(cleanup.kind())) {
            return;
        }
        // Of two stacks this one is updated first: a cleanup that leaves the other would lose its permission before it
        // is deleted.
        if (!Stacks.areSame(this, cleanup)) {
            throw new IllegalArgumentException(
                    "%s uses the JobExecutionCleanupProvider of another stack, %s: give that provider %s"
                            .formatted(
                                    cleanup.getNode().getPath(),
                                    Stack.of(this).getNode().getPath(),
                                    patterns.isPresent()
                                            ? "allowCleanups(RequestKind.%s)".formatted(cleanup.kind())
                                            : "jobPatterns and thingPatterns"));
        }
        patterns.ifPresentOrElse(covered -> permissions.allow(cleanup.kind(), covered), () -> policies.allow(cleanup));
    }

    private void refuseToDefer(JobExecutionCleanup cleanup) {
        if (cleanup.defers()) {
            throw new IllegalArgumentException(
                    "Defer must not be true for %s, whose provider has no cleanup queue to defer to: make the JobExecutionCleanupProvider with deferTo, before its first JobExecutionCleanup, and a JobExecutionCleanupQueue of another stack"
                            .formatted(cleanup.getNode().getPath()));
        }
    }

    private Map<String, String> environment(IotPlace place) {
        Map<String, String> variables = new TreeMap<>(place.variables());
        variables.put(Variables.STACK_ID, Aws.STACK_ID);
        deferQueue.ifPresent(queue -> variables.put(Variables.DEFER_QUEUE_URL, queue.url()));
        return variables;
    }

    private static Optional<JobExecutionCleanupProvider> find(Stack stack) {
        IConstruct taken = stack.getNode().tryFindChild(ID);
        if (taken == null || taken instanceof JobExecutionCleanupProvider) {
            return Optional.ofNullable((JobExecutionCleanupProvider) taken);
        }
        throw new IllegalStateException(
                "Stack %s has a construct of another kind with the id %s, which is that of the provider of its cleanups: give it another id"
                        .formatted(stack.getNode().getPath(), ID));
    }

    /// Settings of a [JobExecutionCleanupProvider], all of them optional.
    public static final class Builder extends FunctionBuilder<JobExecutionCleanupProvider, Builder> {
        private final Stack stack;
        private final Set<RequestKind> kinds =
                EnumSet.of(RequestKind.ONE_EXECUTION, RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING);
        private Optional<DeferQueue> deferQueue = Optional.empty();
        private int longestGracePeriod;

        private Builder(Stack stack) {
            this.stack = stack;
        }

        /// Starts the provider of the stack that `scope` is in. It takes no id: it has the same one in every stack, so
        /// that choosing its settings later does not change the service token.
        public static Builder create(Construct scope) {
            return new Builder(Stack.of(scope));
        }

        /// The longest grace period that cleanups of other apps, or of plain templates, may have: whole seconds, up to
        /// 780, and no token. The function has time for this one and for those of the cleanups it knows,
        /// whichever is longer. Default: those.
        public Builder longestGracePeriod(@Nullable Duration longestGracePeriod) {
            this.longestGracePeriod =
                    longestGracePeriod == null ? 0 : GracePeriod.seconds(LONGEST_GRACE_PERIOD, longestGracePeriod);
            return this;
        }

        /// Kinds of cleanups that other stacks may have, templates and other apps among them, beside those
        /// that name both job and thing: [RequestKind#EVERY_JOB_ON_A_THING],
        /// [RequestKind#EVERY_THING_OF_A_JOB]. Needs patterns. Cleanups of the provider's own stack need
        /// not be named. Default: none.
        public Builder allowCleanups(@Nullable RequestKind @Nullable ... kinds) {
            this.kinds.addAll(Given.of(kinds));
            return this;
        }

        /// The queue that takes what [JobExecutionCleanup.Builder#defer] is `true` for, and can't be
        /// deleted yet. It lives in another stack, since CloudFormation would delete it together with the
        /// provider; its patterns cover what is deferred, and it is told of the kinds by
        /// [JobExecutionCleanupQueue#allowDeferred]: of those that may defer in the provider's stack, and
        /// where the provider has patterns, of all that it may be used for. A queue of another app, by
        /// [JobExecutionCleanupQueue#fromAttributes], is told in that app. Default: none, and a cleanup
        /// that defers is refused. It is taken away in a later deployment than the last cleanup that
        /// defers: a function is updated before what leaves its stack is deleted.
        ///
        /// @throws IllegalArgumentException if the queue is of the provider's own stack
        public Builder deferTo(@Nullable IJobExecutionCleanupQueue queue) {
            this.deferQueue = Optional.ofNullable(queue).map(given -> DeferQueue.besides(stack, given));
            return this;
        }

        /// Adds the provider to its stack.
        ///
        /// @throws IllegalStateException if the stack has one already, perhaps made by its first cleanup
        /// @throws IllegalArgumentException if a pattern is malformed, or jobs or things have none
        @Override
        public JobExecutionCleanupProvider build() {
            if (find(stack).isPresent()) {
                throw new IllegalStateException(
                        "Stack %s has a JobExecutionCleanupProvider already: make it once, before the first JobExecutionCleanup"
                                .formatted(stack.getNode().getPath()));
            }
            return new JobExecutionCleanupProvider(this);
        }

        @Override
        Builder self() {
            return this;
        }

        private Optional<TargetPatterns> patterns() {
            return hasPatterns() || kinds.stream().anyMatch(RequestKind::isOpenEnded)
                    ? Optional.of(targets())
                    : Optional.empty();
        }
    }
}
