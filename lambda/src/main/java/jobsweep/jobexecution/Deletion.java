package jobsweep.jobexecution;

/// How IoT answered a request to delete one execution.
sealed interface Deletion {

    /// It was there and is gone.
    record Deleted() implements Deletion {}

    /// It was not there.
    record AlreadyGone() implements Deletion {}

    /// It stays: IoT does not delete an execution in this state in this way.
    ///
    /// @param why in IoT's words
    record Refused(String why) implements Deletion {}
}
