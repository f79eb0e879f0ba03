package jobsweep.contract;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A cleanup request as its consumer understands it.
///
/// @param onlyFinished leaves alone what waits for its device or is worked on by it
/// @param status leaves alone what has another one; empty where any is meant
/// @param queuedBefore what was queued then or later is none of its business, since a message may be received late
///     and more than once
/// @param queuedAt of the one execution that it is about, to the millisecond; empty where any with its number is meant
/// @param lookAgain whether to look once more where the first look leaves something alone or finds nothing
/// @param deferred whether it waits for devices, for [CleanupRequests#LONGEST_WAIT] from `queuedBefore` on
/// @param notBefore when to look
/// @param members of the document that it was read from
public record DeletionRequest(
        CleanupTarget target,
        boolean force,
        Optional<NamespaceId> namespaceId,
        boolean onlyFinished,
        Optional<String> status,
        Instant queuedBefore,
        Optional<Instant> queuedAt,
        boolean lookAgain,
        boolean deferred,
        Instant notBefore,
        Map<String, ?> members) {

    /// @param sentBy the latest moment at which it was sent: whatever it says, it is about nothing newer
    /// @throws InvalidPropertyException naming what is missing, unknown or not allowed
    public static DeletionRequest read(Map<String, ?> members, Instant sentBy) {
        ResourceProperties properties = new ResourceProperties(members);
        properties.refuseAllBut(CleanupRequests.PROPERTIES);
        CleanupRequests.kind(properties);
        return new DeletionRequest(
                CleanupTarget.of(properties),
                properties.optional(JobExecutionResource.FORCE).orElse(false),
                properties.optional(JobExecutionResource.NAMESPACE_ID),
                properties.optional(CleanupRequests.ONLY_FINISHED).orElse(false),
                properties.optional(CleanupRequests.STATUS),
                properties
                        .optional(CleanupRequests.QUEUED_BEFORE)
                        .filter(limit -> limit.isBefore(sentBy))
                        .orElse(sentBy),
                properties.optional(CleanupRequests.QUEUED_AT),
                properties.optional(CleanupRequests.LOOK_AGAIN).orElse(false),
                properties.optional(CleanupRequests.DEFERRED).orElse(false),
                properties.optional(CleanupRequests.NOT_BEFORE).orElse(Instant.MIN),
                members);
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

    /// [#rest] of a request that looks then.
    public Map<String, Object> restNotBefore(Instant then) {
        Map<String, Object> waiting = rest();
        waiting.put(CleanupRequests.NOT_BEFORE.name(), then.toString());
        return waiting;
    }
}
