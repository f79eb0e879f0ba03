package jobsweep.queue;

import java.time.Duration;

/// The queue that messages come from, and the one for dead letters beside it.
///
/// Every operation throws [QueueException] where it had no effect that is known of.
interface Queue {

    /// Lets a received message come back after that time, instead of the queue's visibility timeout.
    void comesBackIn(Duration delay, Message message);

    /// Puts a new message on the queue, which has all its tries before it.
    void putAnew(String body);

    /// Puts the message among the dead letters, with the reason.
    void deadLetter(Message message, String reason);
}
