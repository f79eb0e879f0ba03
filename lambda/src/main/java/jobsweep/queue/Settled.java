package jobsweep.queue;

/// How a message was settled.
sealed interface Settled {

    /// It is done with.
    record Acknowledged() implements Settled {}

    /// It is done with, and a new message asks for the rest.
    record GoingOn() implements Settled {}

    /// It is done with, and lies among the dead letters.
    record Dead(String why) implements Settled {}

    /// It will be received again.
    record ComingBack(String why) implements Settled {}
}
