package jobsweep.jobexecution;

import jobsweep.invocation.RequestException;

/// A call of IoT's that did not succeed, with IoT's last answer.
class JobExecutionsException extends RequestException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    /// One that would fail again.
    JobExecutionsException(String message) {
        this(message, false);
    }

    /// @param passing whether only the time was too short, and it may go better later
    JobExecutionsException(String message, boolean passing) {
        super(message);
        this.passing = passing;
    }

    /// Whether it may go better later.
    boolean isPassing() {
        return passing;
    }
}
