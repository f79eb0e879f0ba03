package jobsweep.queue;

import jobsweep.invocation.Deadline;
import jobsweep.invocation.RequestException;

/// What follows for the messages of one batch from what became of them.
final class Settlement {

    private final Queue queue;
    private final Retries retries;
    private final BatchLog log;
    private final Deadline deadline;

    /// @param deadline after which no call of SQS's begins
    Settlement(Queue queue, Retries retries, BatchLog log, Deadline deadline) {
        this.queue = queue;
        this.retries = retries;
        this.log = log;
        this.deadline = deadline;
    }

    /// @return whether the message is done with, and need not come back
    boolean settles(Message message, Handled outcome) {
        try {
            return switch (outcome) {
                case Handled.Done() -> true;
                case Handled.GoesOn() -> {
                    queueInTime().putAnew(message);
                    log.goesOn(message);
                    yield true;
                }
                case Handled.Broken(var why) -> {
                    log.tally().count(Metric.FAILED);
                    yield deadLetter(message, why);
                }
                case Handled.Later(var why)
                when retries.areUsedUpBy(message) ->
                    deadLetter(message, "Given up after %s tries: %s".formatted(message.tries(), why));
                case Handled.Later(var why) -> {
                    queueInTime().comesBackIn(Retries.delayAfter(message), message);
                    log.comesBack(message, why);
                    yield false;
                }
            };
        } catch (RequestException failure) {
            // Without any of it the message comes back when its visibility timeout has passed.
            log.comesBack(message, outcome + ", and then: " + failure.getMessage());
            return false;
        }
    }

    private boolean deadLetter(Message message, String why) {
        queueInTime().deadLetter(message, why);
        log.isDead(message, why);
        return true;
    }

    private Queue queueInTime() {
        if (deadline.isOver()) {
            throw new QueueException("The function's time was up.");
        }
        return queue;
    }
}
