package jobsweep.queue;

/// What became of a message.
public sealed interface Handled {

    /// All that it asks for is done.
    record Done() implements Handled {}

    /// It could not be carried out now, but may be later.
    ///
    /// @param why for whoever finds it among the dead letters, once its tries are used up
    record Later(String why) implements Handled {}

    /// It can never be carried out.
    ///
    /// @param why for whoever finds it among the dead letters
    record Broken(String why) implements Handled {}

    /// Part of it is done, and there was no time for the rest.
    ///
    /// @param rest asks for it, as a message's body
    record GoesOn(String rest) implements Handled {}
}
