package jobsweep.infra;

import java.util.Collection;
import jobsweep.contract.RequestKind;

/// How long everything may take, in seconds, so that CloudFormation never gives up on an answer that is
/// still to come. All of it follows the cleanups that share a function: their longest grace period, and whether one of
/// them is about every job or every thing, so that it may take any time.
///
/// Lambda tries an event again after 1 and 2 minutes. An attempt is only started while the event is younger
/// than its maximum age, and is over a time-out later. Then the event goes to the on-failure function, for
/// which the same holds. CloudFormation waits longer than all that together: an answer that came later would
/// find a stack that has moved on, and a request that nobody answers costs the stack these minutes and not
/// CloudFormation's default, an hour.
///
/// A function with an open-ended cleanup gets all the time there is: as long as Lambda lets it run, and again and
/// again, by invoking itself, for as long as CloudFormation waits. Should one of the last of these invocations be
/// killed, its further attempts may come too late; what was deleted until then is gone.
///
/// @param longestGracePeriod of all cleanups, 0 where none has any
/// @param isOpenEnded whether one is of a kind that [RequestKind#isOpenEnded]
record Timing(int longestGracePeriod, boolean isOpenEnded) {
    /// Further attempts after the first one failed: the most that Lambda allows.
    static final int RETRIES = 2;

    /// One attempt of the on-failure function, which has nothing to do but to answer.
    static final int ON_FAILURE_TIMEOUT = 30;

    /// What one attempt takes beside the grace period, the answer included.
    private static final int WORK = 120;

    /// The longest time-out that Lambda allows. A loop of functions is stopped by Lambda after some sixteen
    /// invocations; these are four in CloudFormation's hour.
    private static final int LONGEST_FUNCTION_TIMEOUT = 900;

    /// The longest that CloudFormation allows.
    static final int LONGEST_SERVICE_TIMEOUT = 3600;

    private static final int RETRY_WAITS = 60 + 120;

    // An event that was throttled or waited in Lambda's queue still gets all its attempts.
    private static final int QUEUEING = 120;
    private static final int ON_FAILURE_QUEUEING = 60;

    /// The same as [#maximumEventAge], for the on-failure function.
    static final int ON_FAILURE_MAXIMUM_EVENT_AGE = RETRIES * ON_FAILURE_TIMEOUT + RETRY_WAITS + ON_FAILURE_QUEUEING;

    // From CloudFormation's sending of the request to Lambda's taking of the event, and the answer's way back.
    private static final int TRANSIT = 60;

    /// Where no cleanup has a grace period, and each names a job and a thing.
    static final Timing SHORTEST = new Timing(0, false);

    /// For cleanups of these kinds.
    static Timing of(int longestGracePeriod, Collection<RequestKind> kinds) {
        return new Timing(longestGracePeriod, kinds.stream().anyMatch(RequestKind::isOpenEnded));
    }

    /// The times for this cleanup, too.
    Timing with(JobExecutionCleanup cleanup) {
        return new Timing(
                Math.max(longestGracePeriod, cleanup.gracePeriod()),
                isOpenEnded || cleanup.kind().isOpenEnded());
    }

    /// One attempt, the grace period and the answer included.
    int functionTimeout() {
        return isOpenEnded ? LONGEST_FUNCTION_TIMEOUT : longestGracePeriod + WORK;
    }

    /// Two failed attempts, the waits after them, and a share for queueing; an older event goes to the
    /// on-failure function.
    int maximumEventAge() {
        return RETRIES * functionTimeout() + RETRY_WAITS + QUEUEING;
    }

    /// How long CloudFormation waits for the answer: until the last attempts of both functions are over.
    int serviceTimeout() {
        return isOpenEnded
                ? LONGEST_SERVICE_TIMEOUT
                : maximumEventAge() + functionTimeout() + ON_FAILURE_MAXIMUM_EVENT_AGE + ON_FAILURE_TIMEOUT + TRANSIT;
    }
}
