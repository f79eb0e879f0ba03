package jobsweep.jobexecution;

import jobsweep.invocation.RequestException;

/// An update from all executions of a job on a thing to one of them, or back.
///
/// CloudFormation would follow it with a Delete for what the resource was before, which takes along what it is now.
final class OverlapException extends RequestException {

    private static final long serialVersionUID = 1L;

    OverlapException(Identity current, Identity wanted) {
        super(
                "A resource for %s can't become one for %s: CloudFormation would then delete the former, and with it executions of the latter. Give the new one another logical id, and the old one DeletionPolicy: Retain before it leaves the template."
                        .formatted(current, wanted));
    }
}
