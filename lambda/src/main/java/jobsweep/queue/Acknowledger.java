package jobsweep.queue;

import java.time.Instant;
import java.util.Optional;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.RequestException;

/// Acknowledges messages, or delays them, by what became of them.
///
/// @param now tells how old a message is
/// @param deadline after which no call of SQS's begins
record Acknowledger(Queue queue, Retries retries, Instant now, Deadline deadline) {

    /// Throws nothing: what becomes of a batch must not be lost with what fails.
    Acknowledgement acknowledge(Message message, Handled handled) {
        try {
            return switch (handled) {
                case Handled.Done() -> new Acknowledgement.Done();
                case Handled.GoesOn(var rest, var delay) -> {
                    queueInTime().send(rest, delay);
                    yield new Acknowledgement.GoesOn();
                }
                case Handled.Broken(var why) -> deadLetter(message, why);
                case Handled.Later(var why) -> later(message, why);
            };
        } catch (RequestException failure) {
            return unacknowledged(handled, failure.getMessage());
        } catch (Throwable failure) {
            return unacknowledged(handled, failure.toString());
        }
    }

    /// Without any of it the message comes back when its visibility timeout has passed.
    static Acknowledgement unacknowledged(Handled handled, String failure) {
        String before = switch (handled) {
            case Handled.Done() -> "Done";
            case Handled.GoesOn _ -> "Part of it is done";
            case Handled.Broken(var why) -> why;
            case Handled.Later(var why) -> why;
        };
        return new Acknowledgement.ComesBack("%s, and then: %s".formatted(before.replaceFirst("\\.$", ""), failure));
    }

    private Acknowledgement later(Message message, String why) {
        Optional<String> end = retries.end(message, now);
        if (end.isPresent()) {
            return deadLetter(message, end.get() + ": " + why);
        }
        queueInTime().delay(message, Retries.delayAfter(message));
        return new Acknowledgement.ComesBack(why);
    }

    private Acknowledgement deadLetter(Message message, String why) {
        queueInTime().deadLetter(message, why);
        return new Acknowledgement.DeadLetter(why);
    }

    private Queue queueInTime() {
        if (deadline.isOver()) {
            throw new RequestException("The function's time was up.");
        }
        return queue;
    }
}
