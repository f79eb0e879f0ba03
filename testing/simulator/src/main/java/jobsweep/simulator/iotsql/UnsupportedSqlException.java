package jobsweep.simulator.iotsql;

/// A statement that says something the simulator does not play.
public final class UnsupportedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsupportedSqlException(String what) {
        super("The simulator does not play this AWS IoT SQL: " + what);
    }
}
