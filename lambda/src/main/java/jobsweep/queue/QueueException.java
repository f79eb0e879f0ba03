package jobsweep.queue;

import jobsweep.invocation.RequestException;

/// A call of SQS that did not succeed.
final class QueueException extends RequestException {

    private static final long serialVersionUID = 1L;

    QueueException(String message) {
        super(message);
    }
}
