package jobsweep.jobexecution;

import java.util.Optional;

/// How executions are deleted.
///
/// @param force also while they are `IN_PROGRESS`; their devices can then no longer report on them
/// @param namespaceId passed on to IoT as it is
record DeletionOptions(boolean force, Optional<NamespaceId> namespaceId) {}
