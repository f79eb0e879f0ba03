package jobsweep.infra;

/// How long everything around the cleanup queue may take, in seconds.
final class QueueTiming {
    /// One batch, at most. A request that is larger goes on in another one.
    static final int CONSUMER_TIMEOUT = 60;

    /// How long a received message stays away if its consumer does not say otherwise, because it was killed: six times
    /// its time-out, as AWS advises, so that a batch that Lambda itself tries again is not received by another one.
    static final int VISIBILITY_TIMEOUT = 6 * CONSUMER_TIMEOUT;

    private QueueTiming() {}
}
