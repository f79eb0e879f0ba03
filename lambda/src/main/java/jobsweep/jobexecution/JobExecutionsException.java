package jobsweep.jobexecution;

import jobsweep.invocation.RequestException;

/// A call of IoT's that did not succeed, with IoT's last answer.
class JobExecutionsException extends RequestException {

    private static final long serialVersionUID = 1L;

    JobExecutionsException(String message) {
        super(message);
    }
}
