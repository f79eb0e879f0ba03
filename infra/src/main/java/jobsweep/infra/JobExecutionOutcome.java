package jobsweep.infra;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// How a job execution can end.
public enum JobExecutionOutcome {
    SUCCEEDED,
    FAILED,
    REJECTED,
    CANCELED,
    TIMED_OUT,
    REMOVED;

    /// Those after which no job's retry configuration queues the execution again.
    static final Set<JobExecutionOutcome> NEVER_RETRIED = EnumSet.of(SUCCEEDED, REJECTED, CANCELED, REMOVED);

    /// The last part of the topic on which AWS IoT says so.
    String topic() {
        return name().toLowerCase(Locale.ROOT);
    }
}
