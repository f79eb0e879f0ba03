package jobsweep.simulator.lambda;

import java.io.InputStream;
import java.io.OutputStream;

/// A function that does not come to an end of its start.
public final class StuckFunction {
    public StuckFunction() throws InterruptedException {
        Thread.sleep(60_000);
    }

    public void echo(InputStream event, OutputStream answer) {}
}
