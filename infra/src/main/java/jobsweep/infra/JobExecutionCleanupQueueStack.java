package jobsweep.infra;

import jobsweep.contract.RequestKind;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A queue for cleanups that events ask for, without an app of one's own: the executions that end, and what deleted
/// things leave behind, are cleaned up, and who may send to the queue can ask for a job on a thing, for every job on
/// it,
/// or for a job on every thing. Providers may defer to it, which are told its URL and ARN. With a dashboard.
///
/// The jobs and things that it is about are set by the context keys `jobsweep:jobPatterns` and
/// `jobsweep:thingPatterns`. AWS IoT's events about job executions and things have to be on in the account and
/// Region, or are turned on by the context key `jobsweep:turnOnEvents`.
public final class JobExecutionCleanupQueueStack extends Stack {
    /// The name under which the queue's URL is exported, for `Fn::ImportValue`.
    public static final String EXPORT_NAME = "JobsweepQueueUrl";

    /// Adds the stack to `scope`.
    ///
    /// @throws IllegalArgumentException if the context's patterns are missing or malformed
    public JobExecutionCleanupQueueStack(Construct scope, String id) {
        super(scope, id);
        TargetPatterns patterns = ProviderContext.patterns(getNode());
        JobExecutionCleanupQueue queue = JobExecutionCleanupQueue.Builder.create(this, "JobExecutionCleanupQueue")
                .jobPatterns(patterns.jobs().patterns())
                .thingPatterns(patterns.things().patterns())
                .build();
        queue.cleanUpFinishedExecutions();
        queue.cleanUpDeletedThings();
        queue.allowDeferred(RequestKind.values());
        if (ProviderContext.turnsOnEvents(getNode())) {
            queue.turnOnEvents();
        }
        new JobExecutionCleanupDashboard(this, "Dashboard", queue);
        CfnOutput.Builder.create(this, "QueueUrl")
                .description("URL of the queue that takes cleanup requests")
                .exportName(EXPORT_NAME)
                .value(queue.getQueue().getQueueUrl())
                .build();
        CfnOutput.Builder.create(this, "QueueArn")
                .description("ARN of that queue, for a provider that defers to it")
                .value(queue.getQueue().getQueueArn())
                .build();
        CfnOutput.Builder.create(this, "DeadLetterQueueUrl")
                .description("URL of the queue of requests that could not be carried out")
                .value(queue.getDeadLetterQueue().getQueueUrl())
                .build();
    }
}
