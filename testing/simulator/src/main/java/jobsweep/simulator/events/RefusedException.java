package jobsweep.simulator.events;

/// A message that may not be sent.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
