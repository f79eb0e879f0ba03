package jobsweep.simulator.lambda;

/// Where functions are made, changed and deleted.
public interface FunctionService {
    /// Creates the function, or changes its code and configuration for events to come.
    ///
    /// @throws IllegalArgumentException if it can't be made as it is described
    void put(FunctionConfiguration function);

    /// Deletes the function. An event that it runs on is finished; events that wait for it are dropped.
    void delete(String functionArn);
}
