package jobsweep.simulator.sqs;

/// An error as SQS answers it: HTTP status, code and message.
public final class SqsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    SqsException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static SqsException of(String code, String message) {
        return new SqsException(400, code, message);
    }

    static SqsException noSuchQueue() {
        return of("QueueDoesNotExist", "The specified queue does not exist.");
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// AWS's name of the error.
    public String code() {
        return code;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
