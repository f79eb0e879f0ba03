package jobsweep.simulator.lambda;

/// A moment in an attempt at which the function's JVM can be killed.
public enum Moment {
    /// The event waits for the runtime, which is starting or warm.
    BEFORE_HAND_OUT,
    /// The runtime has asked for the event, and the handler has not seen it.
    AT_HAND_OUT,
    /// The handler has returned or thrown, and the runtime has said so; Lambda has not heard it.
    AT_RESPONSE
}
