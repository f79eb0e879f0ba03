package jobsweep.simulator.lambda;

/// The code of functions that run on threads of this JVM.
@FunctionalInterface
public interface FunctionCode {
    /// Starts the code in a new environment, as the constructor of the handler's class does.
    Handler load(ThreadEnvironment environment) throws Exception;

    /// What an environment runs on each event.
    @FunctionalInterface
    interface Handler {
        /// @return what the function answers; `""` for nothing
        String handle(Attempt attempt) throws Exception;
    }
}
