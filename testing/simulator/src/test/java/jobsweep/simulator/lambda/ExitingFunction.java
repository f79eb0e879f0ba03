package jobsweep.simulator.lambda;

import java.io.InputStream;
import java.io.OutputStream;

/// A function whose JVM ends while it starts.
public final class ExitingFunction {
    static {
        System.exit(4);
    }

    public void echo(InputStream event, OutputStream answer) {}
}
