package jobsweep.cloudformation;

/// The next invocation of a function, which goes on with a request.
@FunctionalInterface
public interface Successor {

    /// @param event holds the response URL, which is a secret
    /// @throws jobsweep.invocation.RequestException where it will not be invoked
    void invoke(String functionArn, String event);

    /// For work that never takes longer than one invocation.
    static Successor none() {
        return (_, _) -> {
            throw new IllegalStateException("This function does not go on with a request");
        };
    }
}
