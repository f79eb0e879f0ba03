package jobsweep.infra;

import java.util.Locale;

/// How a job execution can end.
public enum JobExecutionOutcome {
    SUCCEEDED,
    FAILED,
    REJECTED,
    CANCELED,
    TIMED_OUT,
    REMOVED;

    /// The last part of the topic on which AWS IoT says so.
    String topic() {
        return name().toLowerCase(Locale.ROOT);
    }
}
