package jobsweep.acceptance.options;

/// Input that can't be used. The message is for whoever gave it, one or two lines.
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
