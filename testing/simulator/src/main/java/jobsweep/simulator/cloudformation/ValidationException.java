package jobsweep.simulator.cloudformation;

/// A call that CloudFormation refuses before it touches a stack: a template it cannot read, a stack in the wrong state.
/// The message is for whoever wrote the template or made the call.
public final class ValidationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ValidationException(String message) {
        super(message);
    }

    ValidationException(String message, Throwable cause) {
        super(message, cause);
    }
}
