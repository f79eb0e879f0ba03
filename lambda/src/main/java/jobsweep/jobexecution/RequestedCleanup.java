package jobsweep.jobexecution;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jobsweep.invocation.Deadline;
import jobsweep.queue.Handled;
import jobsweep.queue.Metric;
import jobsweep.queue.Tally;

/// One cleanup request at work: looks up what it is about, and deletes it.
///
/// What is deleted is gone from AWS IoT, so a request that is carried out again, or goes on later, takes up where it
/// stands without remembering anything.
final class RequestedCleanup {

    private final CleanupRequest request;
    private final JobExecutions executions;
    private final Deadline deadline;
    private final Tally tally;
    private final List<String> failures = new ArrayList<>();
    private boolean outOfTime;
    private int found;
    private int gone;

    RequestedCleanup(CleanupRequest request, JobExecutions executions, Deadline deadline, Tally tally) {
        this.request = request;
        this.executions = executions;
        this.deadline = deadline;
        this.tally = tally;
    }

    /// @throws JobExecutionsException where nothing could be looked up
    Handled run() {
        try (Stream<FoundExecution> all = look()) {
            all.filter(request::isAbout).takeWhile(_ -> !isTimeUp()).forEach(this::delete);
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
    private boolean isTimeUp() {
        return outOfTime || deadline.isOver();
    }

    private Handled outcome() {
        if (isTimeUp() && request.target().isOpenEnded() && gone > 0) {
            return new Handled.GoesOn();
        }
        if (isTimeUp()) {
            tally.count(Metric.FAILED);
            return new Handled.Later("The function's time was up once %s job execution(s) were gone.".formatted(gone));
        }
        if (!failures.isEmpty()) {
            return new Handled.Later(new DeletionFailedException(failures, found).getMessage());
        }
        if (found == 0) {
            tally.count(Metric.ALREADY_GONE);
        }
        return new Handled.Done();
    }

    private Stream<FoundExecution> look() {
        return switch (request.target()) {
            case CleanupTarget.OneExecution(var execution) -> executions.find(execution).stream();
            case CleanupTarget.JobOnThing(var jobId, var thingName) ->
                executions.findAll(jobId, thingName, request.options().namespaceId());
            case CleanupTarget.EveryJob(var thingName) ->
                executions.findAll(thingName, request.options().namespaceId());
            case CleanupTarget.EveryThing(var jobId) -> executions.findAll(jobId);
        };
    }

    private void delete(FoundExecution execution) {
        found++;
        try {
            // The first one was found right before; the others' page grows old with each one that is deleted.
            switch (executions.delete(execution, request.options(), found == 1)) {
                case Deletion.Deleted() -> {
                    gone++;
                    tally.count(Metric.DELETED);
                }
                case Deletion.AlreadyGone() -> {
                    // Another request that is about it as well was faster, which is progress too.
                    gone++;
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
