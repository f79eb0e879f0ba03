package jobsweep.simulator.iot;

/// The statuses in which an execution can be deleted without force. AWS's own documents disagree, so code that deletes
/// must get along with both readings.
public enum DeletableStates {
    /// The reading of the API reference of `DeleteJobExecution`.
    API_REFERENCE,

    /// The reading of the developer guide: everything but what is in progress.
    DEVELOPER_GUIDE;

    public boolean contains(Status status) {
        return switch (status) {
            case IN_PROGRESS -> false;
            case QUEUED, TIMED_OUT -> this == DEVELOPER_GUIDE;
            case SUCCEEDED, FAILED, REJECTED, REMOVED, CANCELED -> true;
        };
    }
}
