package jobsweep.jobexecution;

import java.time.Duration;
import java.util.Optional;

/// How executions are deleted.
///
/// @param force also while they are `IN_PROGRESS`; their devices can then no longer report on them
/// @param gracePeriod how long those that are `IN_PROGRESS` may go on first
/// @param namespaceId passed on to IoT as it is
record DeletionOptions(boolean force, Duration gracePeriod, Optional<NamespaceId> namespaceId) {

    DeletionOptions withoutForce() {
        return new DeletionOptions(false, gracePeriod, namespaceId);
    }
}
