package jobsweep.infra;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import jobsweep.contract.RequestKind;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Token;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// A queue of cleanup requests, for job executions that are to go when an *event* says so and not with a stack, and the
/// consumer that carries them out within AWS IoT's quota.
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
/// `ExecutionNumber`, `Force`, `NamespaceId`, and `OnlyFinished`. It is about what was queued before it was sent. A
/// refused or failed one comes back, longer away each time, and with its last try becomes a dead letter that has the
/// reason as its attribute `Reason`; a broken one does so at once.
///
/// The consumer may touch what the patterns cover, and only with the calls that the requests need which its sources can
/// send.
public final class JobExecutionCleanupQueue extends Construct {
    private final Architecture architecture;
    private final TargetPatterns targets;
    private final LogGroup logs;
    private final CleanupQueues queues;
    private final CleanupConsumer consumer;
    private final Alarm deadLetterAlarm;

    private JobExecutionCleanupQueue(Builder builder) {
        super(builder.scope, builder.id);
        this.architecture = builder.architecture;
        this.targets = builder.targets();
        this.logs = LogGroup.Builder.create(this, "LogGroup")
                .retention(builder.logRetention)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
        this.queues = CleanupQueues.create(this, builder.maximumTries);
        this.consumer = new CleanupConsumer(this, queues, logs, builder);
        this.deadLetterAlarm = DeadLetterAlarm.create(this, queues.deadLetters());
        deadLetterAlarm.addAlarmAction(builder.alarmActions.toArray(IAlarmAction[]::new));
    }

    /// Requests the cleanup of each execution that ends in one of these ways, by an AWS IoT rule. Only executions in a
    /// terminal state are taken, so that a new attempt is left alone, however late the event comes.
    ///
    /// AWS IoT publishes these events only where they are turned on, which [#turnOnJobExecutionEvents()] does.
    ///
    /// @param outcomes none for all of them
    public void cleanUpFinishedExecutions(JobExecutionOutcome... outcomes) {
        Set<JobExecutionOutcome> chosen =
                new TreeSet<>(List.of(outcomes.length == 0 ? JobExecutionOutcome.values() : outcomes));
        FinishedExecutions.create(this, queues, chosen, targets);
        consumer.allow(RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING, targets);
    }

    /// Turns on the events that AWS IoT publishes about job executions, for the whole account and Region. They stay on
    /// when the stack is deleted, since others may rely on them by then.
    public void turnOnJobExecutionEvents() {
        JobExecutionEvents.turnOn(this, logs, architecture);
    }

    /// Requests the cleanup of what a thing leaves behind when it is deleted, by an EventBridge rule. It needs a trail
    /// of CloudTrail's that logs management events in the Region.
    ///
    /// @throws IllegalArgumentException if a pattern of things has a `?`
    public void cleanUpDeletedThings() {
        DeletedThings.create(this, queues, targets);
        consumer.allow(RequestKind.EVERY_JOB_ON_A_THING, targets);
    }

    /// Sends the same request again and again, by EventBridge Scheduler.
    ///
    /// @param id of the schedule in this construct
    /// @throws IllegalArgumentException if the patterns do not cover what the request names
    public void cleanUpOnSchedule(String id, ScheduleExpression schedule, CleanupRequest request) {
        TargetPatterns named = request.narrow(targets);
        ScheduledCleanup.create(new Construct(this, id), queues, schedule, request);
        consumer.allow(request.kind(), named);
    }

    /// Lets somebody else send requests of these kinds: to [#getQueue()]'s URL, as a message's body.
    ///
    /// @param kinds at least one
    public void grantSendRequests(IGrantable sender, RequestKind... kinds) {
        if (kinds.length == 0) {
            throw new IllegalArgumentException("kinds must name at least one kind of requests, got none");
        }
        queues.requests().grantSendMessages(sender);
        for (RequestKind kind : kinds) {
            consumer.allow(kind, targets);
        }
    }

    /// The queue that requests are sent to.
    public IQueue getQueue() {
        return queues.requests();
    }

    /// The queue of those that could not be carried out.
    public IQueue getDeadLetterQueue() {
        return queues.deadLetters();
    }

    /// The function that carries requests out.
    public IFunction getConsumer() {
        return consumer.function();
    }

    /// The alarm on dead letters.
    public IAlarm getDeadLetterAlarm() {
        return deadLetterAlarm;
    }

    /// Settings of a [JobExecutionCleanupQueue]. Patterns are required.
    public static final class Builder implements software.amazon.jsii.Builder<JobExecutionCleanupQueue> {
        private static final int MEMORY_MIB = 512;
        private static final int CALLS_PER_SECOND = 10;
        private static final int TRIES = 10;
        private static final int MOST_TRIES = 1000;
        private static final int CONSUMERS = 2;
        private static final int MOST_CONSUMERS = 1000;
        private static final int MOST_CALLS_PER_SECOND = 100_000;

        private final Construct scope;
        private final String id;
        private List<String> jobPatterns = List.of();
        private List<String> thingPatterns = List.of();
        private int callsPerSecond = CALLS_PER_SECOND;
        private int maximumConcurrency = CONSUMERS;
        private int maximumTries = TRIES;
        private int memorySize = MEMORY_MIB;
        private Architecture architecture = Architecture.ARM_64;
        private RetentionDays logRetention = RetentionDays.ONE_MONTH;
        private List<IAlarmAction> alarmActions = List.of();

        private Builder(Construct scope, String id) {
            this.scope = scope;
            this.id = id;
        }

        /// Starts a queue with the id `id` in `scope`.
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /// The jobs whose executions may be deleted, by id, with `*` for any number of characters and `?` for one.
        /// Required, and no tokens: events of other jobs are left out where they come from.
        public Builder jobPatterns(List<String> jobPatterns) {
            this.jobPatterns = List.copyOf(jobPatterns);
            return this;
        }

        /// The things whose job executions may be deleted, by name, with the same wildcards. Required, and no tokens.
        public Builder thingPatterns(List<String> thingPatterns) {
            this.thingPatterns = List.copyOf(thingPatterns);
            return this;
        }

        /// How many calls of each of AWS IoT's operations all consumers together make in a second, from 1. Default: 10,
        /// the quota of an account and Region. Whatever else calls AWS IoT Jobs there shares that quota.
        public Builder callsPerSecond(int callsPerSecond) {
            this.callsPerSecond = within("callsPerSecond", 1, MOST_CALLS_PER_SECOND, callsPerSecond);
            return this;
        }

        /// How many consumers there are at most, 2 to 1000, which share the rate. Default: 2, which is enough for rates
        /// of some tens a second.
        public Builder maximumConcurrency(int maximumConcurrency) {
            this.maximumConcurrency = within("maximumConcurrency", CONSUMERS, MOST_CONSUMERS, maximumConcurrency);
            return this;
        }

        /// How often a request is tried before it is a dead letter, 1 to 1000. Default: 10, which take some three
        /// hours. Some 300 tries take 13 days, when it becomes one in any case.
        public Builder maximumTries(int maximumTries) {
            this.maximumTries = within("maximumTries", 1, MOST_TRIES, maximumTries);
            return this;
        }

        /// The consumer's memory in MiB. Default: 512.
        public Builder memorySize(int memorySize) {
            this.memorySize = memorySize;
            return this;
        }

        /// The consumer's processor. Default: [Architecture#ARM_64].
        public Builder architecture(Architecture architecture) {
            this.architecture = architecture;
            return this;
        }

        /// How long the log is kept; the log group itself goes with the stack. Default: one month.
        public Builder logRetention(RetentionDays logRetention) {
            this.logRetention = logRetention;
            return this;
        }

        /// What happens when there are dead letters, such as an `SnsAction`. Default: nothing but the alarm's state.
        public Builder alarmActions(List<? extends IAlarmAction> alarmActions) {
            this.alarmActions = List.copyOf(alarmActions);
            return this;
        }

        /// Adds the queue to its scope.
        ///
        /// @throws IllegalArgumentException if a pattern is malformed or a token, or jobs or things have none
        @Override
        public JobExecutionCleanupQueue build() {
            return new JobExecutionCleanupQueue(this);
        }

        int callsPerSecond() {
            return callsPerSecond;
        }

        int maximumConcurrency() {
            return maximumConcurrency;
        }

        int maximumTries() {
            return maximumTries;
        }

        int memorySize() {
            return memorySize;
        }

        Architecture architecture() {
            return architecture;
        }

        private TargetPatterns targets() {
            return new TargetPatterns(
                    NamePatterns.ofJobs("jobPatterns", known("jobPatterns", jobPatterns)),
                    NamePatterns.ofThings("thingPatterns", known("thingPatterns", thingPatterns)));
        }

        private static List<String> known(String setting, List<String> patterns) {
            if (patterns.stream().anyMatch(Token::isUnresolved)) {
                throw new IllegalArgumentException(
                        "%s must be known when the app is synthesized, because events are filtered by them, got a token"
                                .formatted(setting));
            }
            return patterns;
        }

        private static int within(String setting, int least, int most, int value) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        "%s must be a whole number from %s to %s, got '%s'".formatted(setting, least, most, value));
            }
            return value;
        }
    }
}
