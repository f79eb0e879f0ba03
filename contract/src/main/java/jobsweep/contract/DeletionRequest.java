package jobsweep.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A cleanup request as its consumer understands it.
///
/// @param onlyFinished leaves alone what waits for its device or is worked on by it
/// @param queuedBefore what was queued then or later is none of its business, since a message may be received late
///     and more than once
/// @param lookAgain whether to look once more where the first look leaves something alone or finds nothing
/// @param members of the document that it was read from
public record DeletionRequest(
        CleanupTarget target,
        boolean force,
        Optional<NamespaceId> namespaceId,
        boolean onlyFinished,
        Instant queuedBefore,
        boolean lookAgain,
        Map<String, ?> members) {

    /// @param sentBy the latest moment at which it was sent: whatever it says, it is about nothing newer
    /// @throws InvalidPropertyException naming what is missing, unknown or not allowed
    public static DeletionRequest read(Map<String, ?> members, Instant sentBy) {
        ResourceProperties properties = new ResourceProperties(members);
        properties.refuseAllBut(CleanupRequests.PROPERTIES);
        return new DeletionRequest(
                CleanupRequests.target(properties),
                properties.optional(JobExecutionResource.FORCE).orElse(false),
                properties.optional(JobExecutionResource.NAMESPACE_ID),
                properties.optional(CleanupRequests.ONLY_FINISHED).orElse(false),
                properties
                        .optional(CleanupRequests.QUEUED_BEFORE)
                        .filter(limit -> limit.isBefore(sentBy))
                        .orElse(sentBy),
                properties.optional(CleanupRequests.LOOK_AGAIN).orElse(false),
                members);
    }

    /// Whether it may be about more executions than one invocation has time for.
    public boolean isOpenEnded() {
        return target instanceof CleanupTarget.EveryJob || target instanceof CleanupTarget.EveryThing;
    }

    /// The members of the same request, however late they are read.
    public Map<String, Object> rest() {
        Map<String, Object> rest = new TreeMap<>(members);
        rest.put(CleanupRequests.QUEUED_BEFORE.name(), queuedBefore.toString());
        return rest;
    }

    /// [#rest] of a request that does not look again.
    public Map<String, Object> secondLook() {
        Map<String, Object> second = rest();
        second.remove(CleanupRequests.LOOK_AGAIN.name());
        return second;
    }
}
