package jobsweep.jobexecution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;

/// One Delete at work: looks, waits for what devices still work on, and deletes.
///
/// A look comes right before every deletion, since IoT has no deletion with a condition: an execution that was there a
/// moment ago may be gone by now, and its number used by a newer one.
final class Cleanup {

    /// What a grace period leaves where it is longer than the function's time: an update may shorten that time and
    /// then send the Delete of a resource that still has the longer period.
    private static final Duration TIME_TO_DELETE = Duration.ofSeconds(30);

    private final JobExecutions executions;
    private final Supplier<Stream<FoundExecution>> look;
    private final DeletionOptions options;
    private final Invocation invocation;
    private final List<String> failures = new ArrayList<>();
    private Optional<String> notSeen = Optional.empty();
    private boolean lookIsFresh;

    /// @param look finds what is to be deleted, as it is at that moment
    Cleanup(
            JobExecutions executions,
            Supplier<Stream<FoundExecution>> look,
            DeletionOptions options,
            Invocation invocation) {
        this.executions = executions;
        this.look = look;
        this.options = options;
        this.invocation = invocation;
    }

    /// @param pace how often to look while executions may go on
    /// @throws DeletionFailedException where some are still there; all others are gone by then
    void run(Pace pace) {
        Deadline grace = invocation.deadline().earlierBy(TIME_TO_DELETE).in(options.gracePeriod());
        List<FoundExecution> found = look();
        List<FoundExecution> left = found;
        while (!left.isEmpty() && !grace.isOver()) {
            left = left.stream()
                    .filter(it -> it.isInProgress()
                            || delete(it, options.withoutForce()).isPresent())
                    .toList();
            left = left.isEmpty() ? left : later(left, grace.leftUpTo(pace.next()));
        }
        for (FoundExecution execution : left) {
            delete(execution, options).ifPresent(why -> failures.add(refusal(execution, why)));
        }
        notSeen.ifPresent(failures::addFirst);
        if (!failures.isEmpty()) {
            throw new DeletionFailedException(failures, found.size() + (notSeen.isPresent() ? 1 : 0));
        }
    }

    private List<FoundExecution> look() {
        List<FoundExecution> found = new ArrayList<>();
        try {
            look.get().forEach(found::add);
        } catch (JobExecutionsException notAll) {
            // What can't be seen must not keep the others from going.
            notSeen = Optional.of(notAll.getMessage());
        }
        // A look at several lasts while pages are read, and grows old with each one that is deleted.
        lookIsFresh = found.size() == 1;
        return found;
    }

    /// The same executions after a pause, as far as they are still there.
    private List<FoundExecution> later(List<FoundExecution> waiting, Duration pause) {
        invocation
                .progress()
                .is("waiting for %s job execution(s) to end, first %s"
                        .formatted(waiting.size(), waiting.getFirst().execution()));
        invocation.deadline().pause(pause);
        return look().stream()
                .filter(now -> waiting.stream().anyMatch(now::isSameAs))
                .toList();
    }

    /// @return why IoT refuses; empty where the execution is gone, or its deletion failed for good
    private Optional<String> delete(FoundExecution found, DeletionOptions how) {
        try {
            boolean isFresh = lookIsFresh;
            lookIsFresh = false;
            return switch (executions.delete(found, how, isFresh)) {
                case Deletion.Deleted(), Deletion.AlreadyGone() -> Optional.empty();
                case Deletion.Refused(var why) -> Optional.of(why);
            };
        } catch (JobExecutionsException failure) {
            // One that stays must not keep the others from going.
            failures.add("Job execution %s: %s".formatted(found.execution(), failure.getMessage()));
            return Optional.empty();
        }
    }

    private String refusal(FoundExecution found, String why) {
        String advice = options.force()
                ? "Force is true already: delete again once its status has changed"
                : "Delete again once its device has ended it, set Force: true or a longer GracePeriodSeconds in an "
                        + "update before the deletion, or keep it with DeletionPolicy: Retain";
        String grace = options.gracePeriod().isZero()
                ? ""
                : " after %s s of grace".formatted(options.gracePeriod().toSeconds());
        return "Job execution %s is %s%s and AWS IoT refuses to delete it (%s). %s."
                .formatted(found.execution(), found.status(), grace, why, advice);
    }
}
