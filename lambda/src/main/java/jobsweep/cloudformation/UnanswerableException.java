package jobsweep.cloudformation;

/// An event to which no valid answer can be given, so that nothing may be done for it either.
final class UnanswerableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnanswerableException(String message) {
        super(message);
    }
}
