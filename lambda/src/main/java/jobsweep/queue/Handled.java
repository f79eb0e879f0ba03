package jobsweep.queue;

import java.time.Duration;

/// What became of a message.
public sealed interface Handled {

    /// All that it asks for is done.
    record Done() implements Handled {}

    /// It is not its time yet.
    ///
    /// @param same asks for the same, however late it is received, as a message's body
    /// @param left until then
    record Early(String same, Duration left) implements Handled {}

    /// It could not be carried out now, but may be later.
    ///
    /// @param why for whoever finds it among the dead letters, once its tries are used up
    record Later(String why) implements Handled {}

    /// It can never be carried out.
    ///
    /// @param why for whoever finds it among the dead letters
    record Broken(String why) implements Handled {}

    /// Part of it is done, and the rest is for another message.
    ///
    /// @param rest asks for it, as a message's body
    /// @param delay until that message can be received; what is longer is cut to SQS's 15 minutes
    record GoesOn(String rest, Duration delay) implements Handled {

        /// The longest delay of SQS's.
        private static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

        public GoesOn {
            delay = delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
        }
    }
}
