package jobsweep.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.RequestException;

/// Acknowledges messages, or delays them, by what became of them.
///
/// @param now tells how old a message is
/// @param deadline after which no call of SQS's begins
record Acknowledger(Queue queue, Retries retries, Instant now, Deadline deadline) {

    /// SQS's longest visibility timeout, 12 hours from the receipt on, but for what has passed since.
    private static final Duration LONGEST_HIDDEN = Duration.ofHours(12).minusMinutes(5);

    /// Throws nothing: what becomes of a batch must not be lost with what fails.
    Acknowledgement acknowledge(Message message, Handled handled) {
        try {
            return switch (handled) {
                case Handled.Done() -> new Acknowledgement.Done();
                case Handled.GoesOn(var rest, var delay) -> {
                    queueInTime().send(rest, delay);
                    yield new Acknowledgement.GoesOn();
                }
                case Handled.Early early -> early(message, early);
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
            case Handled.Early _ -> "Not yet";
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

    /// Kept away at its first receipt only: where that did not hold, or there is no room for it, the same request is
    /// sent again, in a message that was never received and is as young as any.
    private Acknowledgement early(Message message, Handled.Early early) {
        Duration left = early.left();
        if (message.tries() > 1 || !queueInTime().hasRoom()) {
            return acknowledge(message, new Handled.GoesOn(early.same(), left));
        }
        queueInTime().delay(message, left.compareTo(LONGEST_HIDDEN) < 0 ? left : LONGEST_HIDDEN);
        return new Acknowledgement.ComesBack("Not before " + now.plus(left));
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
