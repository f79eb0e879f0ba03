package jobsweep.queue;

import java.time.Duration;

/// How often a message is tried, and how long it stays away between two tries: longer each time, since what keeps an
/// execution from being deleted, a device at work, takes minutes to hours.
///
/// @param maximum tries altogether, after which a message is a dead letter
record Retries(int maximum) {

    private static final Duration FIRST_DELAY = Duration.ofSeconds(30);
    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final int MOST_DOUBLINGS = 7;

    boolean areUsedUpBy(Message message) {
        return message.tries() >= maximum;
    }

    /// 30 s after the first try, then twice as long as before, up to an hour.
    static Duration delayAfter(Message message) {
        Duration delay = FIRST_DELAY.multipliedBy(1L << Math.clamp(message.tries() - 1, 0, MOST_DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }
}
