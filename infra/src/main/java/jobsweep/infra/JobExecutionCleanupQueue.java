package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import jobsweep.contract.IotEventType;
import jobsweep.contract.RequestKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.iam.Grant;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iot.CfnTopicRule;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// A queue of cleanup requests, for job executions that are to go when an *event* says so and not with
/// a stack, and the consumer that carries them out within AWS IoT's quota.
///
/// ```java
/// JobExecutionCleanupQueue cleanups = JobExecutionCleanupQueue.Builder.create(this, "Cleanups")
///         .jobPatterns(List.of("firmware-*"))
///         .thingPatterns(List.of("greenhouse-*"))
///         .build();
/// cleanups.cleanUpFinishedExecutions();
/// cleanups.cleanUpDeletedThings();
/// ```
///
/// A *cleanup request* is a JSON object with `JobId` and `ThingName`, either of which may be `"*"`, and optionally
/// `ExecutionNumber`, `Force`, `NamespaceId`, `OnlyFinished`, and `Status`. It is about what was queued before it was
/// sent. A refused or failed one comes back, longer away each time, and with its last try becomes a dead letter that
/// has the reason as its attribute `Reason`; a broken one does so at once.
///
/// Providers of other stacks leave deletions to a queue that can't be carried out yet: see
/// [JobExecutionCleanupProvider.Builder#deferTo] and [#allowDeferred].
///
/// The consumer may touch what the patterns cover, and only with the calls that the requests need which its sources can
/// send.
public final class JobExecutionCleanupQueue extends Construct implements IJobExecutionCleanupQueue {
    private static final String SCHEDULES = "Schedules";

    private final CommonSettings functions;
    private final TargetPatterns targets;
    private final CleanupQueues queues;
    private final CleanupConsumer consumer;
    private final Optional<Alarm> deadLetterAlarm;
    private final Set<JobExecutionOutcome> finished = new TreeSet<>();
    private final Set<IotEventType> turnedOn = new TreeSet<>();
    private Optional<CfnTopicRule> finishedRule = Optional.empty();

    private JobExecutionCleanupQueue(Builder builder) {
        super(builder.scope, builder.id);
        this.targets = builder.knownTargets();
        this.functions = builder.settings(this);
        this.queues = CleanupQueues.create(this, builder.maximumTries, builder.encryptionMasterKey);
        this.consumer = new CleanupConsumer(this, queues, functions, builder);
        this.deadLetterAlarm = builder.makeAlarm(() -> FailureAlarms.onDeadLetters(this, queues.deadLetters()));
    }

    /// A queue of another app, to defer to or for its metrics.
    public static IJobExecutionCleanupQueue fromAttributes(
            Construct scope, String id, JobExecutionCleanupQueueAttributes attributes) {
        return new ImportedQueue(scope, id, Objects.requireNonNull(attributes, "attributes must be given, got null"));
    }

    /// Requests the cleanup of each execution that ends in one of these ways, by an AWS IoT rule. Only executions in a
    /// terminal state are taken, so that a new attempt is left alone, however late the event comes.
    ///
    /// What failed or timed out has to be named: AWS IoT queues such an execution again where its job has a retry
    /// configuration, and a deletion may come before that. Once they have ended, a continuous job's executions run
    /// again on things that leave its group and come back, and AWS does not say what becomes of that where the
    /// execution before was deleted.
    ///
    /// AWS IoT publishes these events only where they are turned on, which [#turnOnEvents] does.
    ///
    /// Called again, it adds outcomes.
    ///
    /// @param outcomes none for all but [JobExecutionOutcome#FAILED] and [JobExecutionOutcome#TIMED_OUT]
    public void cleanUpFinishedExecutions(@Nullable JobExecutionOutcome @Nullable ... outcomes) {
        functions.place().requireOwn("cleanUpFinishedExecutions");
        List<JobExecutionOutcome> given = Given.of(outcomes);
        finished.addAll(given.isEmpty() ? JobExecutionOutcome.NEVER_RETRIED : given);
        if (finishedRule.isEmpty()) {
            finishedRule = Optional.of(new CleanupRules(this, queues, targets).ofFinishedExecutions(finished));
        }
        consumer.allow(RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING, targets);
    }

    /// Requests the cleanup of what a thing leaves behind when it is deleted, by an AWS IoT rule. Only executions in a
    /// terminal state are taken, which those that waited or were worked on are by then.
    ///
    /// AWS IoT publishes these events only where they are turned on, which [#turnOnEvents] does.
    public void cleanUpDeletedThings() {
        functions.place().requireOwn("cleanUpDeletedThings");
        if (getNode().tryFindChild(CleanupRules.DELETED_THINGS) == null) {
            new CleanupRules(this, queues, targets).ofDeletedThings();
        }
        consumer.allow(RequestKind.EVERY_JOB_ON_A_THING, targets);
    }

    /// Turns on events that AWS IoT publishes, for the whole account and Region. They stay on when the
    /// stack is deleted, since others may rely on them by then. Where somebody turned them off, the next
    /// deployment turns them on again; so that it does, each synthesis says something new. Called again, it
    /// adds types.
    ///
    /// @param types none for all that cleanups can be made of
    public void turnOnEvents(@Nullable IotEventType @Nullable ... types) {
        functions.place().requireOwn("turnOnEvents");
        boolean isFirst = turnedOn.isEmpty();
        List<IotEventType> given = Given.of(types);
        turnedOn.addAll(given.isEmpty() ? List.of(IotEventType.values()) : given);
        if (isFirst) {
            TurnedOnEvents.turnOn(this, turnedOn, functions);
        }
    }

    /// Sends the same request again and again, by EventBridge Scheduler.
    ///
    /// @param id of the schedule among those of this queue
    /// @throws IllegalArgumentException if the patterns do not cover what the request names, or the id
    /// is taken
    public void cleanUpOnSchedule(String id, ScheduleExpression schedule, CleanupRequest request) {
        TargetPatterns named = request.narrow(targets);
        ScheduledCleanup.create(schedule(id), queues, schedule, request);
        consumer.allow(request.kind(), named);
    }

    // In a scope of their own, so that an id may be what another part of the queue has.
    private Construct schedule(String id) {
        Construct schedules = Optional.ofNullable((Construct) getNode().tryFindChild(SCHEDULES))
                .orElseGet(() -> new Construct(this, SCHEDULES));
        if (schedules.getNode().tryFindChild(id) != null) {
            throw new IllegalArgumentException("id must be another one for each schedule of %s, got '%s' again"
                    .formatted(getNode().getPath(), id));
        }
        return new Construct(schedules, id);
    }

    /// Lets somebody else send requests of these kinds: to [#getQueue()]'s URL, as a message's body.
    ///
    /// @param kinds at least one
    public Grant grantSendRequests(IGrantable sender, @Nullable RequestKind @Nullable ... kinds) {
        for (RequestKind kind : atLeastOne(kinds)) {
            consumer.allow(kind, targets);
        }
        return queues.requests().grantSendMessages(sender);
    }

    /// Has the consumer carry out what cleanups of these kinds defer to this queue, of this app, of others
    /// and of plain templates. It has to stay for as long as deletions may wait, up to a year, and so is
    /// said here and not by who defers: that stack may be gone by then.
    ///
    /// A request that waits for its device is sent to this queue again and again. So the consumer may do
    /// that, and its `RecursiveLoop` is `Allow`. Some Regions have no such setting, those of AWS GovCloud
    /// and new ones: unless AWS Support turns the detection of loops off there, Lambda takes a request for
    /// one after some sixteen rounds, which are some days, and makes it a dead letter.
    ///
    /// @param kinds at least one
    public void allowDeferred(@Nullable RequestKind @Nullable ... kinds) {
        for (RequestKind kind : atLeastOne(kinds)) {
            consumer.allowDeferred(kind, targets);
        }
    }

    private static List<RequestKind> atLeastOne(@Nullable RequestKind @Nullable ... kinds) {
        List<RequestKind> given = Given.of(kinds);
        if (given.isEmpty()) {
            throw new IllegalArgumentException("kinds must name at least one kind of requests, got none");
        }
        return given;
    }

    /// Events about executions, of all jobs and things, that came to the rule of
    /// [#cleanUpFinishedExecutions]: a sum over five minutes. Where executions end every day, a day
    /// without any means that somebody has turned them off.
    ///
    /// @throws IllegalStateException where the queue has no such rule yet
    public Metric metricFinishedExecutions() {
        return metricFinishedExecutions(FunctionMetrics.DEFAULTS);
    }

    /// The same with other options.
    public Metric metricFinishedExecutions(MetricOptions options) {
        return Metric.Builder.create()
                .namespace("AWS/IoT")
                .metricName("TopicMatch")
                .dimensionsMap(Map.of("RuleName", finishedRule().getRef()))
                .statistic("Sum")
                .build()
                .with(options);
    }

    boolean cleansUpFinishedExecutions() {
        return finishedRule.isPresent();
    }

    private CfnTopicRule finishedRule() {
        return finishedRule.orElseThrow(() -> new IllegalStateException(
                "metricFinishedExecutions is there only once %s has cleanUpFinishedExecutions called"
                        .formatted(getNode().getPath())));
    }

    @Override
    public boolean allowsDeferred(RequestKind kind) {
        return consumer.allowsDeferred(kind);
    }

    @Override
    public void requireCovered(JobExecutionCleanup cleanup) {
        targets.requireCovered(cleanup);
    }

    @Override
    public IQueue getQueue() {
        return queues.requests();
    }

    /// The queue of those that could not be carried out.
    public IQueue getDeadLetterQueue() {
        return queues.deadLetters();
    }

    @Override
    public IFunction getConsumer() {
        return consumer.function();
    }

    /// The consumer's role.
    public IRole getRole() {
        return Objects.requireNonNull(consumer.function().getRole());
    }

    /// Whose job executions are deleted.
    IotPlace place() {
        return functions.place();
    }

    /// The log group of all functions.
    public ILogGroup getLogGroup() {
        return consumer.function().getLogGroup();
    }

    /// The alarm on dead letters.
    ///
    /// @throws IllegalStateException if there is none, since the queue was made with `alarm(false)`
    public IAlarm getDeadLetterAlarm() {
        return deadLetterAlarm.orElseThrow(FailureAlarms::isOff);
    }

    /// Settings of a [JobExecutionCleanupQueue]. Patterns are required.
    public static final class Builder extends FunctionBuilder<JobExecutionCleanupQueue, Builder> {
        private static final NumberSetting CALLS_PER_SECOND = new NumberSetting("callsPerSecond", 1, 100_000);
        private static final NumberSetting MAXIMUM_CONCURRENCY = new NumberSetting("maximumConcurrency", 2, 1000);
        private static final NumberSetting MAXIMUM_TRIES = new NumberSetting("maximumTries", 1, 1000);

        private final Construct scope;
        private final String id;
        int callsPerSecond = 10;
        int maximumConcurrency = 2;
        int maximumTries = 10;
        private @Nullable IKey encryptionMasterKey;

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /// Starts a queue with the id `id` in `scope`.
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /// How many calls of each of AWS IoT's operations all consumers together make in a second,
        /// from 1. Default: 10, the quota of an account and Region. Whatever else calls AWS IoT Jobs
        /// there shares that quota.
        public Builder callsPerSecond(@Nullable Number callsPerSecond) {
            this.callsPerSecond = callsPerSecond == null ? 10 : CALLS_PER_SECOND.known(callsPerSecond);
            return this;
        }

        /// How many consumers there are at most, 2 to 1000, which share the rate. Default: 2, which is
        /// enough for rates of some tens a second.
        public Builder maximumConcurrency(@Nullable Number maximumConcurrency) {
            this.maximumConcurrency = maximumConcurrency == null ? 2 : MAXIMUM_CONCURRENCY.known(maximumConcurrency);
            return this;
        }

        /// How often a request is tried before it is a dead letter, 1 to 1000. Default: 10, which take some three
        /// hours. Some 300 tries take 13 days, when it becomes one in any case.
        public Builder maximumTries(@Nullable Number maximumTries) {
            this.maximumTries = maximumTries == null ? 10 : MAXIMUM_TRIES.known(maximumTries);
            return this;
        }

        /// The key that encrypts requests and dead letters. Who sends or receives by this library's methods may use it;
        /// its own policy has to leave that to IAM, as a `Key`'s does. Default: SQS's own encryption.
        public Builder encryptionMasterKey(@Nullable IKey encryptionMasterKey) {
            this.encryptionMasterKey = encryptionMasterKey;
            return this;
        }

        /// Adds the queue to its scope.
        ///
        /// @throws IllegalArgumentException if a pattern is malformed or a token, jobs or things have none,
        /// or settings exclude each other
        @Override
        public JobExecutionCleanupQueue build() {
            requireConcurrency(maximumConcurrency);
            return new JobExecutionCleanupQueue(this);
        }

        @Override
        Builder self() {
            return this;
        }

        private TargetPatterns knownTargets() {
            TargetPatterns targets = targets();
            requireKnown("jobPatterns", targets.jobs());
            requireKnown("thingPatterns", targets.things());
            return targets;
        }

        private static void requireKnown(String setting, NamePatterns patterns) {
            if (patterns.patterns().stream().anyMatch(Token::isUnresolved)) {
                throw new IllegalArgumentException(
                        "%s must be known when the app is synthesized, because events are filtered by them, got a token"
                                .formatted(setting));
            }
        }
    }
}
