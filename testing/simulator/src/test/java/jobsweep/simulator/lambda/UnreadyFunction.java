package jobsweep.simulator.lambda;

import java.io.InputStream;
import java.io.OutputStream;

/// A function that can't be initialised.
public final class UnreadyFunction {
    public UnreadyFunction() {
        throw new IllegalStateException("no such setting");
    }

    public void echo(InputStream event, OutputStream answer) {}
}
