package jobsweep.jobexecution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jobsweep.contract.Metric;

/// What has come of a deletion so far, put down by all who are at it.
final class CleanupResult {
    private static final int MOST_SHOWN = 3;

    private final DeletionOptions options;
    private final Advice advice;
    private final Consumer<Metric> counter;
    private final List<String> failures = new ArrayList<>();
    private final List<FoundExecution> refused = new ArrayList<>();
    private final List<FoundExecution> left = new ArrayList<>();
    private final List<FoundExecution> absent = new ArrayList<>();
    private Optional<String> unread = Optional.empty();
    private boolean isOutOfTime;
    private boolean isLasting;
    private int found;
    private int deleted;

    /// @param advice what helps where some stay
    /// @param counter is told of each end of a deletion
    CleanupResult(DeletionOptions options, Advice advice, Consumer<Metric> counter) {
        this.options = options;
        this.advice = advice;
        this.counter = counter;
    }

    /// @param more how many a look has found, beyond what was found before
    synchronized void addFound(int more) {
        found += more;
    }

    synchronized void addDeleted() {
        deleted++;
        counter.accept(Metric.DELETED);
    }

    /// It was there, and was not any more when it was to be deleted.
    synchronized void addAlreadyGone(FoundExecution execution) {
        absent.add(execution);
        counter.accept(Metric.ALREADY_GONE);
    }

    synchronized void addRefused(FoundExecution execution, String why) {
        counter.accept(Metric.REFUSED);
        refused.add(execution);
        left.add(execution);
        failures.add(refusal(execution, why));
    }

    synchronized void addFailed(FoundExecution execution, JobExecutionsException failure) {
        left.add(execution);
        failures.add(failure(execution, failed(failure)));
    }

    /// A look ended before its end, for this reason.
    synchronized void addUnread(JobExecutionsException failure) {
        unread = Optional.of(failed(failure));
    }

    synchronized void addUnread(OutOfTimeException beforeNextPage) {
        isOutOfTime = true;
        unread = Optional.of(beforeNextPage.getMessage());
    }

    synchronized void addOutOfTime(FoundExecution execution, OutOfTimeException beforeThisOne) {
        addOutOfTime(failure(execution, beforeThisOne.getMessage()));
    }

    synchronized void addOutOfTime(String why) {
        endEarly();
        failures.add(why);
    }

    synchronized void endEarly() {
        isOutOfTime = true;
    }

    private String failed(JobExecutionsException failure) {
        counter.accept(Metric.FAILED);
        isLasting |= !failure.isPassing();
        return failure.getMessage();
    }

    private static String failure(FoundExecution execution, String why) {
        return "Job execution %s: %s".formatted(execution.execution(), why);
    }

    private String refusal(FoundExecution execution, String why) {
        String grace = options.gracePeriod().isZero()
                ? ""
                : " after %s s of grace".formatted(options.gracePeriod().toSeconds());
        return "Job execution %s is %s%s and AWS IoT refuses to delete it (%s)."
                .formatted(execution.execution(), execution.status(), grace, why);
    }

    /// Whether some of it could not begin any more.
    synchronized boolean isOutOfTime() {
        return isOutOfTime;
    }

    /// How many were found.
    synchronized int found() {
        return found;
    }

    /// How many were there and are gone.
    synchronized int deleted() {
        return deleted;
    }

    /// Those that were found and, a moment later, not there any more.
    synchronized List<FoundExecution> absent() {
        return List.copyOf(absent);
    }

    /// Whether some of it failed in a way that no time makes better.
    synchronized boolean isLasting() {
        return isLasting;
    }

    /// Those that are still there; empty where there may be others.
    synchronized Optional<List<FoundExecution>> left() {
        return isOutOfTime || unread.isPresent() ? Optional.empty() : Optional.of(List.copyOf(left));
    }

    /// Why some are still there, and what helps, for people; empty where all are gone.
    synchronized Optional<String> failure() {
        List<String> all = Stream.concat(unread.stream(), failures.stream()).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int expected = found + (unread.isPresent() ? 1 : 0);
        String why = expected == 1 ? all.getFirst() : several(all, expected);
        return Optional.of((why + " " + advice.on(refused, isLasting)).strip());
    }

    private static String several(List<String> failures, int expected) {
        int more = failures.size() - MOST_SHOWN;
        return "%s of %s job executions could not be deleted. %s%s"
                .formatted(
                        failures.size(),
                        expected,
                        String.join(" ", failures.subList(0, Math.min(failures.size(), MOST_SHOWN))),
                        more > 0 ? " And " + more + " more." : "");
    }

    /// What helps where executions stay.
    @FunctionalInterface
    interface Advice {
        /// @param refused those that AWS IoT refused to delete, maybe none
        /// @param lasting whether something failed that would fail again
        /// @return whole sentences, or nothing
        String on(List<FoundExecution> refused, boolean lasting);
    }
}
