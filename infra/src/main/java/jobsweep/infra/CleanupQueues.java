package jobsweep.infra;

import java.util.List;
import java.util.Map;
import jobsweep.contract.CleanupRequests;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The queue of cleanup requests, and the one for those that could not be carried out. Both are encrypted, and refuse
/// connections without TLS.
record CleanupQueues(Queue requests, Queue deadLetters) {

    static CleanupQueues create(Construct scope, int maximumTries) {
        Queue deadLetters = settings(scope, "DeadLetters").build();
        Queue requests = settings(scope, "Queue")
                .visibilityTimeout(Duration.seconds(QueueTiming.VISIBILITY_TIMEOUT))
                // For requests that kill their consumer: all others are put there by it, with the reason.
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(maximumTries)
                        .build())
                .build();
        return new CleanupQueues(requests, deadLetters);
    }

    private static Queue.Builder settings(Construct scope, String id) {
        return Queue.Builder.create(scope, id)
                .encryption(QueueEncryption.SQS_MANAGED)
                .enforceSsl(true)
                .retentionPeriod(Duration.seconds(CleanupRequests.RETENTION.toSeconds()));
    }

    List<String> arns() {
        return List.of(requests.getQueueArn(), deadLetters.getQueueArn());
    }

    /// Lets EventBridge send to both queues on behalf of one rule.
    void allowEventsOf(String ruleArn) {
        for (Queue queue : List.of(requests, deadLetters)) {
            queue.addToResourcePolicy(PolicyStatement.Builder.create()
                    .principals(List.of(new ServicePrincipal("events.amazonaws.com")))
                    .actions(List.of("sqs:SendMessage"))
                    .resources(List.of(queue.getQueueArn()))
                    .conditions(Map.of("ArnEquals", Map.of("aws:SourceArn", ruleArn)))
                    .build());
        }
    }
}
