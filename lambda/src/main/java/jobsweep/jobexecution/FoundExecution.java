package jobsweep.jobexecution;

import java.time.Instant;
import java.util.Set;
import jobsweep.contract.JobExecution;
import jobsweep.invocation.Deadline;

/// A job execution that IoT has.
///
/// @param status as IoT spells it, for example `IN_PROGRESS`
/// @param queuedAt tells executions apart that had the same number one after another
/// @param freshUntil when it is no longer this look that a deletion may rely on
record FoundExecution(JobExecution execution, String status, Instant queuedAt, Deadline freshUntil) {

    private static final String IN_PROGRESS = "IN_PROGRESS";

    /// Not every other status than `QUEUED` and `IN_PROGRESS`: AWS IoT may get new ones.
    private static final Set<String> FINISHED =
            Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "REJECTED", "REMOVED", "CANCELED");

    /// Whether its device works on it, so that only force would delete it.
    boolean isInProgress() {
        return status.equals(IN_PROGRESS);
    }

    /// Whether nothing will happen to it any more.
    boolean isFinished() {
        return FINISHED.contains(status);
    }

    /// Whether it was queued then, to the millisecond.
    boolean isQueuedAt(Instant time) {
        return queuedAt.toEpochMilli() == time.toEpochMilli();
    }

    /// Whether the other one is this execution at another moment, and not a newer one with its number.
    boolean isSameAs(FoundExecution other) {
        return execution.equals(other.execution) && queuedAt.equals(other.queuedAt);
    }
}
