package jobsweep.jobexecution;

import java.time.Duration;
import java.util.Optional;
import jobsweep.contract.JobExecutionResource;
import jobsweep.contract.NamespaceId;
import jobsweep.contract.ResourceProperties;

/// How executions are deleted.
///
/// @param force also while they are `IN_PROGRESS`; their devices can then no longer report on them
/// @param gracePeriod how long those that are `IN_PROGRESS` may go on first
/// @param namespaceId passed on to IoT as it is
record DeletionOptions(boolean force, Duration gracePeriod, Optional<NamespaceId> namespaceId) {

    /// As far as the properties can be read: a Delete must not fail because of one.
    static DeletionOptions readable(ResourceProperties properties) {
        return new DeletionOptions(
                properties.readable(JobExecutionResource.FORCE).orElse(false),
                properties.readable(JobExecutionResource.GRACE_PERIOD_SECONDS).orElse(Duration.ZERO),
                properties.readable(JobExecutionResource.NAMESPACE_ID));
    }

    DeletionOptions withoutForce() {
        return new DeletionOptions(false, gracePeriod, namespaceId);
    }
}
