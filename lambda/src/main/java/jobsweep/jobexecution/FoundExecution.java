package jobsweep.jobexecution;

import java.time.Instant;
import jobsweep.contract.JobExecution;
import jobsweep.contract.Statuses;
import jobsweep.invocation.Deadline;

/// A job execution that IoT has.
///
/// @param status as IoT spells it, for example `IN_PROGRESS`
/// @param queuedAt tells executions apart that had the same number one after another
/// @param freshUntil when it is no longer this look that a deletion may rely on
record FoundExecution(JobExecution execution, String status, Instant queuedAt, Deadline freshUntil) {

    /// Whether its device works on it, so that only force would delete it.
    boolean isInProgress() {
        return status.equals(Statuses.IN_PROGRESS);
    }

    /// Whether nothing will happen to it any more.
    boolean isFinished() {
        return Statuses.FINISHED.contains(status);
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
