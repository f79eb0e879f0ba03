package jobsweep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jobsweep.contract.CleanupRequests;

/// How often a message is tried, and how long it stays away between two tries: longer each time, since what keeps an
/// execution from being deleted, a device at work, takes minutes to hours.
///
/// @param maximum tries altogether, after which a message is a dead letter, as it is once it has become too old
record Retries(int maximum) {

    /// SQS drops a message after [CleanupRequests#RETENTION] without a trace. The day before is for acknowledging it,
    /// which may have to be tried again too.
    static final Duration LONGEST_AGE = CleanupRequests.RETENTION.minusDays(1);

    private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 7;

    /// Why a message must not be tried again; empty where it may be.
    Optional<String> end(Message message, Instant now) {
        if (message.tries() >= maximum) {
            return Optional.of("Given up after %s tries".formatted(message.tries()));
        }
        Duration age = Duration.between(message.sentAt(), now);
        return age.plus(delayAfter(message)).compareTo(LONGEST_AGE) < 0
                ? Optional.empty()
                : Optional.of("Given up after %s tries in %s days, before SQS drops it"
                        .formatted(message.tries(), age.toDays()));
    }

    /// 30 s after the first try, then twice as long as before, up to an hour.
    static Duration delayAfter(Message message) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.clamp(message.tries() - 1, 0, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
