package jobsweep.simulator.iot;

/// Where an execution stands, spelled as AWS IoT spells it.
public enum Status {
    QUEUED,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    REJECTED,
    REMOVED,
    CANCELED;

    /// Whether nothing will happen to the execution any more.
    public boolean isTerminal() {
        return this != QUEUED && this != IN_PROGRESS;
    }
}
