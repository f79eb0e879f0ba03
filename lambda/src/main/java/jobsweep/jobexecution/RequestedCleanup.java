package jobsweep.jobexecution;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Json;
import jobsweep.queue.Handled;
import jobsweep.queue.Tally;

/// One cleanup request at work: what it is about is deleted, and what follows from that for its message.
///
/// What is deleted is gone from AWS IoT, so a request that is carried out again, or goes on later, takes up where it
/// stands without remembering anything.
final class RequestedCleanup {

    private static final String ADVICE = "Send the request again once its device has ended it, or with Force true";

    /// What is kept to list again, for as long as nothing was deleted.
    private static final Duration TIME_TO_LIST = Duration.ofSeconds(10);

    /// AWS IoT takes a moment to have a thing's executions follow it.
    private static final Duration UNTIL_SECOND_LOOK = Duration.ofMinutes(1);

    private final DeletionRequest request;
    private final JobExecutions executions;
    private final Deadline deadline;
    private final Tally tally;
    private final Cleanup cleanup;
    private boolean leavesUnfinished;

    RequestedCleanup(DeletionRequest request, JobExecutions executions, Invocation invocation, Tally tally) {
        this.request = request;
        this.executions = executions;
        this.deadline = invocation.deadline();
        this.tally = tally;
        var options = new DeletionOptions(request.force(), Duration.ZERO, request.namespaceId());
        this.cleanup = new Cleanup(executions, options, ADVICE, invocation, tally::count);
    }

    Handled run() {
        cleanup.whileReading(this::look, this::hasTime);
        return cleanup.isOutOfTime() ? unfinished() : finished();
    }

    /// The next call's turn may be later than the deadline, which itself is not over then.
    private boolean hasTime() {
        boolean mayHaveToListAgain = request.isOpenEnded()
                && cleanup.deleted() == 0
                && !cleanup.absent().isEmpty();
        Deadline last = mayHaveToListAgain ? deadline.earlierBy(TIME_TO_LIST) : deadline;
        return !last.isOver();
    }

    private Handled unfinished() {
        if (request.isOpenEnded() && (cleanup.deleted() > 0 || othersDelete())) {
            return new Handled.GoesOn(Json.write(request.rest()), Duration.ZERO);
        }
        tally.count(Metric.FAILED);
        return new Handled.Later(timeIsUp());
    }

    private Handled finished() {
        return cleanup.failure().<Handled>map(Handled.Later::new).orElseGet(this::done);
    }

    private Handled done() {
        if (cleanup.found() == 0) {
            tally.count(Metric.ALREADY_GONE);
        }
        return request.lookAgain() && (cleanup.deleted() == 0 || leavesUnfinished)
                ? new Handled.GoesOn(Json.write(request.secondLook()), UNTIL_SECOND_LOOK)
                : new Handled.Done();
    }

    /// Whether one that was gone before it could be deleted is not listed any more either: then another request deletes
    /// what this one is about. A listing that keeps what AWS IoT does not know would have it go round for ever.
    private boolean othersDelete() {
        try (Stream<FoundExecution> again = look()) {
            List<FoundExecution> listed = again.limit(cleanup.found()).toList();
            return cleanup.absent().stream().anyMatch(it -> listed.stream().noneMatch(it::isSameAs));
        } catch (JobExecutionsException unknown) {
            return false;
        }
    }

    private String timeIsUp() {
        List<FoundExecution> absent = cleanup.absent();
        String listedOnly = absent.isEmpty()
                ? ""
                : " AWS IoT lists %s more that it does not know, first %s."
                        .formatted(absent.size(), absent.getFirst().execution());
        return "The function's time was up once %s job execution(s) were deleted.%s"
                .formatted(cleanup.deleted(), listedOnly);
    }

    private Stream<FoundExecution> look() {
        return list().filter(this::isAbout);
    }

    private boolean isAbout(FoundExecution execution) {
        if (!execution.queuedAt().isBefore(request.queuedBefore())) {
            return false;
        }
        leavesUnfinished |= request.onlyFinished() && !execution.isFinished();
        return !request.onlyFinished() || execution.isFinished();
    }

    private Stream<FoundExecution> list() {
        return switch (request.target()) {
            case CleanupTarget.OneExecution(var execution) -> executions.find(execution).stream();
            case CleanupTarget.JobOnThing(var jobId, var thingName) ->
                executions.findAll(jobId, thingName, request.namespaceId());
            case CleanupTarget.EveryJob(var thingName) -> executions.findAll(thingName, request.namespaceId());
            case CleanupTarget.EveryThing(var jobId) -> executions.findAll(jobId);
        };
    }
}
