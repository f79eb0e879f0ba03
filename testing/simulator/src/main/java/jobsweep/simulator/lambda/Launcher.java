package jobsweep.simulator.lambda;

import java.io.IOException;

/// Where execution environments come into being.
public interface Launcher {

    /// A check that there is code for the function.
    ///
    /// @throws IOException if the archive is not there, or not an archive
    default void check(FunctionConfiguration function) throws IOException {}

    ExecutionEnvironment launch(FunctionConfiguration function, LogStream log) throws IOException;
}
