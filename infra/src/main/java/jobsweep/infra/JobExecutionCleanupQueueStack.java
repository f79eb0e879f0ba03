package jobsweep.infra;

import java.util.function.UnaryOperator;
import jobsweep.contract.RequestKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A queue for cleanups that events ask for, without an app of one's own: the executions that end, and what deleted
/// things leave behind, are cleaned up, and who may send to the queue can ask for a job on a thing, for every job on
/// it, or for a job on every thing. Providers may defer to it, which are told its URL and ARN. With a
/// dashboard.
///
/// AWS IoT's events about job executions and things have to be on in the account and Region, or are
/// turned on by it.
public final class JobExecutionCleanupQueueStack extends Stack {
    /// The name under which the queue's URL is exported, for `Fn::ImportValue`, where no other prefix
    /// was chosen.
    public static final String EXPORT_NAME = "JobsweepQueueUrl";

    private final JobExecutionCleanupQueue queue;

    /// Adds a stack whose queue is set by the CDK context: the jobs and things that it is about by
    /// `jobsweep:jobPatterns` and `jobsweep:thingPatterns`, and whether events are turned on by
    /// `jobsweep:turnOnEvents`.
    ///
    /// @throws IllegalArgumentException if the context's patterns are missing or malformed
    public JobExecutionCleanupQueueStack(Construct scope, String id) {
        this(byContext(scope, id));
    }

    private JobExecutionCleanupQueueStack(Builder builder) {
        super(builder.scope, builder.id, builder.stackProps);
        this.queue = builder.settings
                .apply(JobExecutionCleanupQueue.Builder.create(this, "JobExecutionCleanupQueue"))
                .build();
        queue.cleanUpFinishedExecutions();
        queue.cleanUpDeletedThings();
        queue.allowDeferred(RequestKind.values());
        if (builder.turnsOnEvents) {
            queue.turnOnEvents();
        }
        new JobExecutionCleanupDashboard(this, "Dashboard", queue);
        addOutputs(builder.exports);
    }

    private static Builder byContext(Construct scope, String id) {
        TargetPatterns patterns = ProviderContext.patterns(scope.getNode());
        return Builder.create(scope, id)
                .turnOnEvents(ProviderContext.turnsOnEvents(scope.getNode()))
                .queue(queue -> queue.jobPatterns(patterns.jobs().patterns())
                        .thingPatterns(patterns.things().patterns()));
    }

    private void addOutputs(StackExports exports) {
        exports.add(
                this,
                "QueueUrl",
                "URL of the queue that takes cleanup requests",
                queue.getQueue().getQueueUrl());
        exports.add(
                this,
                "QueueArn",
                "ARN of that queue, for a provider that defers to it",
                queue.getQueue().getQueueArn());
        exports.add(
                this,
                "ConsumerName",
                "Name of the function that carries requests out, for its metrics",
                queue.getConsumer().getFunctionName());
        CfnOutput.Builder.create(this, "DeadLetterQueueUrl")
                .description("URL of the queue of requests that could not be carried out")
                .value(queue.getDeadLetterQueue().getQueueUrl())
                .build();
    }

    /// The queue.
    public JobExecutionCleanupQueue getQueue() {
        return queue;
    }

    /// Settings of a [JobExecutionCleanupQueueStack]. Its exports are `<prefix>QueueUrl`, `<prefix>QueueArn` and
    /// `<prefix>ConsumerName`.
    public static final class Builder
            extends CleanupStackBuilder<JobExecutionCleanupQueueStack, JobExecutionCleanupQueue.Builder, Builder> {
        private boolean turnsOnEvents;

        private Builder(Construct scope, String id) {
            super(scope, id);
        }

        /// Starts a stack with the id `id` in `scope`, without a look at the context.
        public static Builder create(Construct scope, String id) {
            return new Builder(scope, id);
        }

        /// Whether AWS IoT's events are turned on, see [JobExecutionCleanupQueue#turnOnEvents]. Default: false.
        public Builder turnOnEvents(@Nullable Boolean turnOnEvents) {
            this.turnsOnEvents = turnOnEvents != null && turnOnEvents;
            return this;
        }

        /// The queue's settings, its patterns among them, which are required. Called again, it adds settings.
        public Builder queue(@Nullable UnaryOperator<JobExecutionCleanupQueue.Builder> queue) {
            return add(queue);
        }

        /// Adds the stack to its scope.
        ///
        /// @throws IllegalArgumentException if patterns are missing or malformed
        @Override
        public JobExecutionCleanupQueueStack build() {
            return new JobExecutionCleanupQueueStack(this);
        }

        @Override
        Builder self() {
            return this;
        }
    }
}
