package jobsweep.simulator.cloudformation;

/// What an operation does when one of its resources fails.
public enum RollbackMode {
    /// It takes everything back.
    STANDARD,
    /// It takes everything back, and also deletes what it has made itself that is to be retained
    /// (`RetainExceptOnCreate`).
    RETAIN_EXCEPT_ON_CREATE,
    /// It leaves everything else as it is, for another update (`DisableRollback`, and express mode where nothing else
    /// is said). A resource
    /// cannot be replaced then, since there would be no way back.
    DISABLED
}
