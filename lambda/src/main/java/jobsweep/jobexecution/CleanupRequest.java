package jobsweep.jobexecution;

import java.time.Instant;

/// What a message asks for: executions to be deleted, in the words of the resource's own properties.
///
/// @param onlyFinished leaves alone what waits for its device or is worked on by it
/// @param queuedBefore what was queued then or later is none of its business, since a message may be received late
///     and more than once
record CleanupRequest(CleanupTarget target, boolean onlyFinished, DeletionOptions options, Instant queuedBefore) {

    /// Whether an execution that the target names is to be deleted.
    boolean isAbout(FoundExecution found) {
        return found.queuedAt().isBefore(queuedBefore) && (!onlyFinished || found.isFinished());
    }
}
