package jobsweep.simulator.lambda;

/// The end of a thread whose environment is gone: thrown wherever it would touch the world.
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    public Killed() {
        super("The process is gone", null, false, false);
    }
}
