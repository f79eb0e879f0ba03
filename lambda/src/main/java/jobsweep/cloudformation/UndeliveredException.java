package jobsweep.cloudformation;

/// An answer that did not reach CloudFormation.
///
/// Thrown out of the function, so that Lambda delivers the event again. Has no cause on purpose: the messages of
/// I/O exceptions may contain the URL.
final class UndeliveredException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UndeliveredException(ResponseUrl url, String outcome, int attempts) {
        super("The answer did not reach " + url.host() + ": " + outcome + " after " + attempts + " attempt(s)");
    }
}
