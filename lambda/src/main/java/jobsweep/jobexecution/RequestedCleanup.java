package jobsweep.jobexecution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import jobsweep.contract.CleanupRequests;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.Json;
import jobsweep.platform.Clock;
import jobsweep.queue.Handled;
import jobsweep.queue.Tally;

/// One cleanup request at work: what it is about is deleted, and what follows from that for its message.
///
/// What is deleted is gone from AWS IoT, so a request that is carried out again, or goes on later, takes up where it
/// stands without remembering anything.
final class RequestedCleanup {

    private static final String ADVICE = "Send the request again once its device has ended it, or with Force true.";

    /// What is kept to list again, for as long as nothing was deleted.
    private static final Duration TIME_TO_LIST = Duration.ofSeconds(10);

    /// AWS IoT takes a moment to have a thing's executions follow it.
    private static final Duration UNTIL_SECOND_LOOK = Duration.ofMinutes(1);

    private static final long SHORTEST_PAUSE = Duration.ofSeconds(30).toSeconds();
    private static final long LONGEST_PAUSE = Duration.ofHours(12).toSeconds();

    private final DeletionRequest request;
    private final JobExecutions executions;
    private final Deadline deadline;
    private final Clock clock;
    private final Tally tally;
    private final RandomGenerator random;
    private final CleanupResult result;
    private final Cleanup cleanup;
    private final List<FoundExecution> atWork = new ArrayList<>();
    private boolean leavesUnfinished;

    /// @param random spreads what waits for devices
    RequestedCleanup(
            DeletionRequest request,
            JobExecutions executions,
            Invocation invocation,
            Tally tally,
            RandomGenerator random) {
        this.request = request;
        this.executions = executions;
        this.deadline = invocation.deadline();
        this.clock = deadline.clock();
        this.tally = tally;
        this.random = random;
        var options = new DeletionOptions(request.force(), Duration.ZERO, request.namespaceId());
        this.result = new CleanupResult(options, (refused, _) -> refused.isEmpty() ? "" : ADVICE, tally::count);
        this.cleanup = new Cleanup(executions, options, invocation, result);
    }

    Handled run() {
        Instant now = clock.now();
        if (now.isBefore(request.notBefore())) {
            return new Handled.Early(Json.write(request.rest()), Duration.between(now, request.notBefore()));
        }
        cleanup.whileReading(this::look, this::hasTime);
        return result.isOutOfTime() ? unfinished() : finished();
    }

    /// The next call's turn may be later than the deadline, which itself is not over then.
    private boolean hasTime() {
        boolean mayHaveToListAgain = request.target().isOpenEnded()
                && result.deleted() == 0
                && !result.absent().isEmpty();
        Deadline last = mayHaveToListAgain ? deadline.earlierBy(TIME_TO_LIST) : deadline;
        return !last.isOver();
    }

    private Handled unfinished() {
        if (request.target().isOpenEnded() && (result.deleted() > 0 || othersDelete())) {
            return new Handled.GoesOn(Json.write(request.rest()), Duration.ZERO);
        }
        tally.count(Metric.FAILED);
        return failed(timeIsUp());
    }

    private Handled finished() {
        return result.failure().map(this::failed).orElseGet(this::done);
    }

    private Handled failed(String why) {
        return request.deferred() && !result.isLasting() ? waiting(why) : new Handled.Later(why);
    }

    /// As long again as it has waited so far, up to half a day: in a new message each time, so that none grows old, and
    /// at random within that, so that those that were deferred together come back one by one.
    private Handled waiting(String why) {
        Duration waited = Duration.between(request.queuedBefore(), clock.now());
        if (waited.compareTo(CleanupRequests.LONGEST_WAIT) >= 0) {
            return new Handled.Broken("Given up after %s days: %s".formatted(waited.toDays(), why));
        }
        tally.count(Metric.WAITING);
        tally.waited(waited);
        long most = Math.clamp(waited.toSeconds(), SHORTEST_PAUSE, LONGEST_PAUSE);
        Duration pause = Duration.ofSeconds(most == LONGEST_PAUSE ? most : random.nextLong(most / 2, most + 1));
        return new Handled.GoesOn(Json.write(request.restNotBefore(clock.now().plus(pause))), pause);
    }

    private Handled done() {
        if (!atWork.isEmpty()) {
            return waiting("%s job execution(s) are IN_PROGRESS, first %s"
                    .formatted(atWork.size(), atWork.getFirst().execution()));
        }
        if (result.found() == 0) {
            tally.count(Metric.ALREADY_GONE);
        }
        return request.lookAgain() && (result.deleted() == 0 || leavesUnfinished)
                ? new Handled.GoesOn(Json.write(request.secondLook()), UNTIL_SECOND_LOOK)
                : new Handled.Done();
    }

    /// Whether one that was gone before it could be deleted is not listed any more either: then another request deletes
    /// what this one is about. A listing that keeps what AWS IoT does not know would have it go round for ever.
    private boolean othersDelete() {
        try (Stream<FoundExecution> again = look()) {
            List<FoundExecution> listed = again.limit(result.found()).toList();
            return result.absent().stream().anyMatch(it -> listed.stream().noneMatch(it::isSameAs));
        } catch (JobExecutionsException unknown) {
            return false;
        }
    }

    private String timeIsUp() {
        List<FoundExecution> absent = result.absent();
        String listedOnly = absent.isEmpty()
                ? ""
                : " AWS IoT lists %s more that it does not know, first %s."
                        .formatted(absent.size(), absent.getFirst().execution());
        return "The function's time was up once %s job execution(s) were deleted.%s"
                .formatted(result.deleted(), listedOnly);
    }

    private Stream<FoundExecution> look() {
        return executions.findAll(request.target(), request.namespaceId()).filter(this::isAbout);
    }

    private boolean isAbout(FoundExecution execution) {
        if (!isMeant(execution)) {
            return false;
        }
        if (request.deferred() && !request.force() && execution.isInProgress()) {
            // AWS IoT would refuse, and those behind it may need the time.
            atWork.add(execution);
            return false;
        }
        leavesUnfinished |= request.onlyFinished() && !execution.isFinished();
        return !request.onlyFinished() || execution.isFinished();
    }

    private boolean isMeant(FoundExecution execution) {
        Optional<Instant> queuedAt = request.queuedAt();
        // A Delete names the very execution, and its URL may have been signed some time before that was queued.
        boolean isInTime = (request.deferred() && queuedAt.isPresent())
                || execution.queuedAt().isBefore(request.queuedBefore());
        return isInTime
                && queuedAt.map(execution::isQueuedAt).orElse(true)
                && request.status().map(execution.status()::equals).orElse(true);
    }
}
