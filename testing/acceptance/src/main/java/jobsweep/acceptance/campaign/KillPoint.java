package jobsweep.acceptance.campaign;

/// A point in a function's work on an event at which its process can be killed.
enum KillPoint {
    /// Before the handler does anything.
    START,
    BEFORE_CALL,
    /// The service has carried the call out, and nobody hears of it.
    AFTER_CALL,
    PAUSE,
    BEFORE_ANSWER,
    /// CloudFormation has the answer, and Lambda does not know.
    AFTER_ANSWER,
    /// The handler has returned, and Lambda does not know.
    RETURN
}
