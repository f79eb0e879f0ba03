package jobsweep.acceptance;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;

/// An agent as companies have them, which is told of every class. Travels in a jar of its own.
public final class TestAgent implements ClassFileTransformer {
    private TestAgent() {}

    /// Called by the JVM before the function.
    public static void premain(String options, Instrumentation classes) {
        classes.addTransformer(new TestAgent());
    }
}
