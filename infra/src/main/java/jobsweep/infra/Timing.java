package jobsweep.infra;

import software.amazon.awscdk.Duration;

/// How long everything may take, so that CloudFormation never gives up on an answer that is still to come.
///
/// Lambda tries an event again after 1 and 2 minutes. An attempt is only started while the event is younger than
/// [#MAXIMUM_EVENT_AGE], and is over [#FUNCTION_TIMEOUT] later. [#SERVICE_TIMEOUT] is longer than both together: an
/// answer that came after it would find a stack that has moved on, and a request that nobody answers costs the stack
/// these minutes and not CloudFormation's default, an hour.
final class Timing {
    /// One attempt, the answer included.
    static final Duration FUNCTION_TIMEOUT = Duration.seconds(120);

    /// Further attempts after the first one failed: the most that Lambda allows.
    static final int RETRIES = 2;

    private static final Duration RETRY_WAITS = Duration.minutes(1 + 2);

    // An event that was throttled or waited in Lambda's queue still gets all its attempts.
    private static final Duration QUEUEING = Duration.seconds(120);

    /// Two failed attempts, the waits after them, and a share for queueing; older events are dropped.
    static final Duration MAXIMUM_EVENT_AGE =
            times(FUNCTION_TIMEOUT, RETRIES).plus(RETRY_WAITS).plus(QUEUEING);

    // From CloudFormation's sending of the request to Lambda's taking of the event, and the answer's way back.
    private static final Duration TRANSIT = Duration.seconds(60);

    /// How long CloudFormation waits for the answer.
    static final Duration SERVICE_TIMEOUT =
            MAXIMUM_EVENT_AGE.plus(FUNCTION_TIMEOUT).plus(TRANSIT);

    private Timing() {}

    private static Duration times(Duration duration, int factor) {
        return Duration.seconds(duration.toSeconds().intValue() * factor);
    }
}
