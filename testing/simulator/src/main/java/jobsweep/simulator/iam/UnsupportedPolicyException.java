package jobsweep.simulator.iam;

/// A policy that says something the simulator would have to ignore, and so might judge wrongly.
public final class UnsupportedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedPolicyException(String message) {
        super(message);
    }
}
