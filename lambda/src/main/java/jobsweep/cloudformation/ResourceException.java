package jobsweep.cloudformation;

/// A request that can't be carried out, with a message for the template's author.
public class ResourceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message names what is wrong, what is allowed, and what would help
    public ResourceException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
