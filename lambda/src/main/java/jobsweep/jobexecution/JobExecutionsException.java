package jobsweep.jobexecution;

import jobsweep.cloudformation.ResourceException;

/// A call of IoT's that did not succeed, with IoT's last answer.
final class JobExecutionsException extends ResourceException {

    private static final long serialVersionUID = 1L;

    JobExecutionsException(String message) {
        super(message);
    }
}
