package jobsweep.queue;

/// What followed for a message from what became of it.
sealed interface Acknowledgement {

    /// It is done with.
    record Done() implements Acknowledgement {}

    /// It is done with, and a new message asks for the rest.
    record GoesOn() implements Acknowledgement {}

    /// It is done with, and lies among the dead letters.
    record DeadLetter(String why) implements Acknowledgement {}

    /// None: it will be received again.
    record ComesBack(String why) implements Acknowledgement {}
}
