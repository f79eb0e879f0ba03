package jobsweep.infra;

import jobsweep.contract.CleanupRequests;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/// The queue of cleanup requests, and the one for those that could not be carried out. Both are encrypted, and refuse
/// connections without TLS.
record CleanupQueues(Queue requests, Queue deadLetters) {
    /// One batch, at most, in seconds. A request that is larger goes on in another one.
    static final int CONSUMER_TIMEOUT = 60;

    // How long a received message stays away if its consumer does not say otherwise, because it was killed: six times
    // its time-out, as AWS advises, so that a batch that Lambda itself tries again is not received by another one.
    private static final int VISIBILITY_TIMEOUT = 6 * CONSUMER_TIMEOUT;

    /// Receipts that are no tries: a deferred request's before its time, and those whose consumer was killed, or could
    /// not tell SQS what became of it.
    private static final int SPARE_RECEIPTS = 5;
    /// As SQS allows.
    private static final int MOST_RECEIPTS = 1000;

    /// @param key that both are encrypted with; `null` for SQS's own
    static CleanupQueues create(Construct scope, int maximumTries, @Nullable IKey key) {
        Queue deadLetters = settings(scope, "DeadLetters", key).build();
        Queue requests = settings(scope, "Queue", key)
                .visibilityTimeout(Duration.seconds(VISIBILITY_TIMEOUT))
                // For requests that kill their consumer: all others are put there by it, with the reason.
                .deadLetterQueue(DeadLetterQueue.builder()
                        .queue(deadLetters)
                        .maxReceiveCount(Math.min(maximumTries + SPARE_RECEIPTS, MOST_RECEIPTS))
                        .build())
                .build();
        return new CleanupQueues(requests, deadLetters);
    }

    private static Queue.Builder settings(Construct scope, String id, @Nullable IKey key) {
        return Queue.Builder.create(scope, id)
                .encryption(key == null ? QueueEncryption.SQS_MANAGED : QueueEncryption.KMS)
                .encryptionMasterKey(key)
                .enforceSsl(true)
                .retentionPeriod(Duration.seconds(CleanupRequests.RETENTION.toSeconds()));
    }
}
