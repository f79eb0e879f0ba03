package jobsweep.jobexecution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Json;
import jobsweep.queue.Handled;
import jobsweep.queue.Tally;

/// One cleanup request at work: looks up what it is about, and deletes it.
///
/// What is deleted is gone from AWS IoT, so a request that is carried out again, or goes on later, takes up where it
/// stands without remembering anything.
final class RequestedCleanup {

    /// What is kept for a second look at the listing, for as long as nothing was deleted.
    private static final Duration SECOND_LOOK = Duration.ofSeconds(10);

    private final DeletionRequest request;
    private final DeletionOptions options;
    private final JobExecutions executions;
    private final Deadline deadline;
    private final Tally tally;
    private final List<String> failures = new ArrayList<>();
    private final List<FoundExecution> absent = new ArrayList<>();
    private boolean outOfTime;
    private int found;
    private int deleted;

    RequestedCleanup(DeletionRequest request, JobExecutions executions, Deadline deadline, Tally tally) {
        this.request = request;
        this.options = new DeletionOptions(request.force(), Duration.ZERO, request.namespaceId());
        this.executions = executions;
        this.deadline = deadline;
        this.tally = tally;
    }

    /// @throws JobExecutionsException where nothing could be looked up
    Handled run() {
        try (Stream<FoundExecution> all = look()) {
            all.takeWhile(_ -> hasTime()).forEach(this::delete);
        } catch (OutOfTimeException beforeNextPage) {
            outOfTime = true;
        } catch (JobExecutionsException notAll) {
            if (found == 0) {
                throw notAll;
            }
            found++;
            tally.count(Metric.FAILED);
            failures.addFirst(notAll.getMessage());
        }
        return outcome();
    }

    /// The next call's turn may be later than the deadline, which itself is not over then.
    private boolean hasTime() {
        boolean mayHaveToLookAgain = request.isOpenEnded() && deleted == 0 && !absent.isEmpty();
        Deadline last = mayHaveToLookAgain ? deadline.earlierBy(SECOND_LOOK) : deadline;
        outOfTime |= last.isOver();
        return !outOfTime;
    }

    private Handled outcome() {
        if (outOfTime && request.isOpenEnded() && (deleted > 0 || othersDelete())) {
            return new Handled.GoesOn(Json.write(request.rest()));
        }
        if (outOfTime) {
            tally.count(Metric.FAILED);
            return new Handled.Later(timeIsUp());
        }
        if (!failures.isEmpty()) {
            return new Handled.Later(new DeletionFailedException(failures, found).getMessage());
        }
        if (found == 0) {
            tally.count(Metric.ALREADY_GONE);
        }
        return new Handled.Done();
    }

    /// Whether one that was gone before it could be deleted is not listed any more either: then another request deletes
    /// what this one is about. A listing that keeps what AWS IoT does not know would have it go round for ever.
    private boolean othersDelete() {
        try (Stream<FoundExecution> again = look()) {
            List<FoundExecution> listed = again.limit(found).toList();
            return absent.stream().anyMatch(it -> listed.stream().noneMatch(it::isSameAs));
        } catch (JobExecutionsException unknown) {
            return false;
        }
    }

    private String timeIsUp() {
        String listedOnly = absent.isEmpty()
                ? ""
                : " AWS IoT lists %s more that it does not know, first %s."
                        .formatted(absent.size(), absent.getFirst().execution());
        return "The function's time was up once %s job execution(s) were deleted.%s".formatted(deleted, listedOnly);
    }

    private Stream<FoundExecution> look() {
        return list().filter(this::isAbout);
    }

    private boolean isAbout(FoundExecution found) {
        return found.queuedAt().isBefore(request.queuedBefore()) && (!request.onlyFinished() || found.isFinished());
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

    private void delete(FoundExecution execution) {
        found++;
        try {
            // The first one was found right before; the others' page grows old with each one that is deleted.
            switch (executions.delete(execution, options, found == 1)) {
                case Deletion.Deleted() -> {
                    deleted++;
                    tally.count(Metric.DELETED);
                }
                case Deletion.AlreadyGone() -> {
                    absent.add(execution);
                    tally.count(Metric.ALREADY_GONE);
                }
                case Deletion.Refused(var why) -> {
                    tally.count(Metric.REFUSED);
                    failures.add(refusal(execution, why));
                }
            }
        } catch (OutOfTimeException beforeThisOne) {
            outOfTime = true;
        } catch (JobExecutionsException failure) {
            // One that stays must not keep the others from going.
            tally.count(Metric.FAILED);
            failures.add("Job execution %s: %s".formatted(execution.execution(), failure.getMessage()));
        }
    }

    private static String refusal(FoundExecution execution, String why) {
        return "Job execution %s is %s and AWS IoT refuses to delete it (%s). Send the request again once its device has ended it, or with Force true."
                .formatted(execution.execution(), execution.status(), why);
    }
}
