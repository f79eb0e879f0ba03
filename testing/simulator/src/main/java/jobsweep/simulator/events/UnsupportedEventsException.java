package jobsweep.simulator.events;

/// A pattern, template, policy or schedule that says something the simulator does not play.
public final class UnsupportedEventsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedEventsException(String what) {
        super("The simulator does not play " + what);
    }
}
