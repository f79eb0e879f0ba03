package jobsweep.contract;

/// Events that AWS IoT publishes where they are turned on, as its event configurations name them.
public enum IotEventType {
    /// About job executions.
    JOB_EXECUTION,
    /// About things.
    THING
}
