package jobsweep.acceptance.campaign;

/// What a PUT of an answer meets.
enum AnswerFate {
    TAKEN,
    /// Slower than most limits: whether it is taken in time is a matter of chance.
    SLOW,
    INTERNAL_ERROR,
    SLOW_DOWN,
    /// Forbidden this time, and never again: the function takes it for lasting, and another attempt finds that it was
    /// not.
    FORBIDDEN,
    /// Forbidden however often it is tried.
    FORBIDDEN_FOR_EVER,
    RESET,
    /// The answer is taken, and the connection breaks before it is said.
    RESET_AFTER_TAKING,
    HANGS
}
