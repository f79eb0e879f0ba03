package jobsweep.infra;

/// How long everything may take, in seconds, so that CloudFormation never gives up on an answer that is
/// still to come. All of it follows the longest grace period of the cleanups that share a function.
///
/// Lambda tries an event again after 1 and 2 minutes. An attempt is only started while the event is younger
/// than its maximum age, and is over a time-out later. Then the event goes to the on-failure function, for
/// which the same holds. CloudFormation waits longer than all that together: an answer that came later would
/// find a stack that has moved on, and a request that nobody answers costs the stack these minutes and not
/// CloudFormation's default, an hour.
///
/// @param longestGracePeriod of all cleanups, 0 where none has any
record Timing(int longestGracePeriod) {
    /// Further attempts after the first one failed: the most that Lambda allows.
    static final int RETRIES = 2;

    /// One attempt of the on-failure function, which has nothing to do but to answer.
    static final int ON_FAILURE_TIMEOUT = 30;

    // What one attempt takes beside the grace period, the answer included.
    private static final int WORK = 120;

    private static final int RETRY_WAITS = 60 + 120;

    // An event that was throttled or waited in Lambda's queue still gets all its attempts.
    private static final int QUEUEING = 120;
    private static final int ON_FAILURE_QUEUEING = 60;

    /// The same as [#maximumEventAge], for the on-failure function.
    static final int ON_FAILURE_MAXIMUM_EVENT_AGE = RETRIES * ON_FAILURE_TIMEOUT + RETRY_WAITS + ON_FAILURE_QUEUEING;

    // From CloudFormation's sending of the request to Lambda's taking of the event, and the answer's way back.
    private static final int TRANSIT = 60;

    /// One attempt, the grace period and the answer included.
    int functionTimeout() {
        return longestGracePeriod + WORK;
    }

    /// Two failed attempts, the waits after them, and a share for queueing; an older event goes to the
    /// on-failure function.
    int maximumEventAge() {
        return RETRIES * functionTimeout() + RETRY_WAITS + QUEUEING;
    }

    /// How long CloudFormation waits for the answer: until the last attempts of both functions are over.
    int serviceTimeout() {
        return maximumEventAge() + functionTimeout() + ON_FAILURE_MAXIMUM_EVENT_AGE + ON_FAILURE_TIMEOUT + TRANSIT;
    }
}
