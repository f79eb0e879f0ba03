package jobsweep.invocation;

/// A request that can't be carried out, with a message for the template's author.
public class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message names what is wrong, what is allowed, and what would help
    public RequestException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
