package jobsweep.simulator.cloudformation;

/// What can go wrong on the way of an answer that is itself in order.
public enum AnswerFault {
    INTERNAL_ERROR(500, "InternalError"),
    SLOW_DOWN(503, "SlowDown"),
    ACCESS_DENIED(403, "AccessDenied"),
    /// The connection stays open, and nothing comes.
    HANG(0, ""),
    /// The connection is closed before the answer has been read.
    RESET(0, "");

    private final int status;
    private final String code;

    AnswerFault(int status, String code) {
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    /// The error's name in S3's answer.
    String code() {
        return code;
    }
}
