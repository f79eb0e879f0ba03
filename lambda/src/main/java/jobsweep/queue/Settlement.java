package jobsweep.queue;

import java.time.Instant;
import java.util.Optional;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.RequestException;

/// What follows for a message from what became of it.
final class Settlement {

    private final Queue queue;
    private final Retries retries;
    private final Instant now;
    private final Deadline deadline;

    /// @param now tells how old a message is
    /// @param deadline after which no call of SQS's begins
    Settlement(Queue queue, Retries retries, Instant now, Deadline deadline) {
        this.queue = queue;
        this.retries = retries;
        this.now = now;
        this.deadline = deadline;
    }

    /// Throws nothing: what is settled of a batch must not be lost with what can't be.
    Settled settle(Message message, Handled outcome) {
        try {
            return switch (outcome) {
                case Handled.Done() -> new Settled.Acknowledged();
                case Handled.GoesOn(var rest) -> {
                    queueInTime().putAnew(rest);
                    yield new Settled.GoingOn();
                }
                case Handled.Broken(var why) -> deadLetter(message, why);
                case Handled.Later(var why) -> later(message, why);
            };
        } catch (RequestException failure) {
            // Without any of it the message comes back when its visibility timeout has passed.
            return new Settled.ComingBack(outcome + ", and then: " + failure.getMessage());
        } catch (Throwable failure) {
            return new Settled.ComingBack(outcome + ", and then: " + failure);
        }
    }

    private Settled later(Message message, String why) {
        Optional<String> end = retries.end(message, now);
        if (end.isPresent()) {
            return deadLetter(message, end.get() + ": " + why);
        }
        queueInTime().comesBackIn(Retries.delayAfter(message), message);
        return new Settled.ComingBack(why);
    }

    private Settled deadLetter(Message message, String why) {
        queueInTime().deadLetter(message, why);
        return new Settled.Dead(why);
    }

    private Queue queueInTime() {
        if (deadline.isOver()) {
            throw new QueueException("The function's time was up.");
        }
        return queue;
    }
}
