package jobsweep.simulator.sqs;

import java.time.Duration;
import java.util.Optional;

/// A standard queue as its template describes it.
///
/// @param visibilityTimeout how long a message that was received is hidden from others
/// @param retention         how long a message is kept
public record StandardQueue(
        String name, String arn, Duration visibilityTimeout, Duration retention, Optional<Redrive> redrive) {

    /// @throws IllegalArgumentException where SQS would not accept the queue
    public StandardQueue {
        if (visibilityTimeout.isNegative() || visibilityTimeout.compareTo(Duration.ofHours(12)) > 0) {
            throw new IllegalArgumentException("VisibilityTimeout must be 0 to 43200, got " + visibilityTimeout);
        }
        if (retention.compareTo(Duration.ofMinutes(1)) < 0 || retention.compareTo(Duration.ofDays(14)) > 0) {
            throw new IllegalArgumentException("MessageRetentionPeriod must be 60 to 1209600, got " + retention);
        }
    }

    /// The name in a queue's ARN.
    public static String nameInArn(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    /// The name in a queue's URL.
    public static String nameInUrl(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    /// Where a message goes that was received so often and not deleted.
    ///
    /// @param maxReceiveCount 1 to 1000
    public record Redrive(String deadLetterTargetArn, int maxReceiveCount) {
        public Redrive {
            if (maxReceiveCount < 1 || maxReceiveCount > 1000) {
                throw new IllegalArgumentException("maxReceiveCount must be 1 to 1000, got " + maxReceiveCount);
            }
        }
    }
}
