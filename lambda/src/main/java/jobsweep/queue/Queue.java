package jobsweep.queue;

import java.time.Duration;

/// The queue that messages come from, and the one for dead letters beside it.
///
/// Every operation throws [jobsweep.invocation.RequestException] where it had no effect that is known of.
public interface Queue {

    /// Keeps a received message away for that time, instead of the queue's visibility timeout.
    void delay(Message message, Duration delay);

    /// Whether another message may be kept away for hours: SQS has room for so many, and gives none out beyond that.
    boolean hasRoom();

    /// Sends a new message, which has all its tries before it.
    ///
    /// @param delay until it can be received
    void send(String body, Duration delay);

    /// Puts the message among the dead letters, with the reason.
    void deadLetter(Message message, String reason);
}
