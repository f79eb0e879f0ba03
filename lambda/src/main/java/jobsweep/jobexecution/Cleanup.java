package jobsweep.jobexecution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;

/// A deletion at work: looks, waits for what devices still work on, and deletes. One execution that stays
/// keeps no other from going.
///
/// A look comes right before every try, since IoT has no deletion with a condition: an execution that was
/// there a moment ago may be gone by now, and its number used by a newer one.
final class Cleanup {

    /// What a grace period leaves where it is longer than the function's time: an update may shorten that time and
    /// then send the Delete of a resource that still has the longer period.
    private static final Duration TIME_TO_DELETE = Duration.ofSeconds(30);

    private static final int MOST_SHOWN = 3;

    private final JobExecutions executions;
    private final DeletionOptions options;
    private final String advice;
    private final Invocation invocation;
    private final Consumer<Metric> counter;
    private final List<String> failures = new ArrayList<>();
    private final List<FoundExecution> absent = new ArrayList<>();
    private Optional<String> unread = Optional.empty();
    private boolean isOutOfTime;
    private int found;
    private int deleted;

    /// @param advice what helps where AWS IoT refuses
    /// @param counter is told of each end of a deletion
    Cleanup(
            JobExecutions executions,
            DeletionOptions options,
            String advice,
            Invocation invocation,
            Consumer<Metric> counter) {
        this.executions = executions;
        this.options = options;
        this.advice = advice;
        this.invocation = invocation;
        this.counter = counter;
    }

    /// Deletes what a look finds, once all of it was read, and those in progress once they have ended or the
    /// grace period has.
    ///
    /// @param pace how often to look while executions may go on
    void afterGrace(Supplier<Stream<FoundExecution>> look, Pace pace) {
        Deadline grace = invocation.deadline().earlierBy(TIME_TO_DELETE).in(options.gracePeriod());
        List<FoundExecution> left = all(look);
        found = left.size();
        while (!left.isEmpty() && !grace.isOver()) {
            left = left.stream().filter(this::staysWithoutForce).toList();
            left = left.isEmpty() ? left : later(look, left, grace.leftUpTo(pace.next()));
        }
        left.forEach(this::delete);
    }

    /// Deletes what a look finds while it is read: there may be more of it than there is time for.
    ///
    /// @param hasTime asked before each
    void whileReading(Supplier<Stream<FoundExecution>> look, BooleanSupplier hasTime) {
        read(() -> look.get().takeWhile(_ -> goesOn(hasTime)), execution -> {
            found++;
            delete(execution);
        });
    }

    private boolean goesOn(BooleanSupplier hasTime) {
        isOutOfTime |= !hasTime.getAsBoolean();
        return !isOutOfTime;
    }

    private List<FoundExecution> all(Supplier<Stream<FoundExecution>> look) {
        List<FoundExecution> all = new ArrayList<>();
        read(look, all::add);
        return all;
    }

    private void read(Supplier<Stream<FoundExecution>> look, Consumer<FoundExecution> action) {
        try (Stream<FoundExecution> seen = look.get()) {
            seen.forEach(action);
        } catch (OutOfTimeException beforeNextPage) {
            isOutOfTime = true;
            unread = Optional.of(beforeNextPage.getMessage());
        } catch (JobExecutionsException notAll) {
            counter.accept(Metric.FAILED);
            unread = Optional.of(notAll.getMessage());
        }
    }

    /// The same executions after a pause, as far as they are still there.
    private List<FoundExecution> later(
            Supplier<Stream<FoundExecution>> look, List<FoundExecution> waiting, Duration pause) {
        invocation
                .progress()
                .is("waiting for %s job execution(s) to end, first %s"
                        .formatted(waiting.size(), waiting.getFirst().execution()));
        invocation.deadline().pause(pause);
        return all(look).stream()
                .filter(now -> waiting.stream().anyMatch(now::isSameAs))
                .toList();
    }

    private boolean staysWithoutForce(FoundExecution execution) {
        return execution.isInProgress()
                || delete(execution, options.withoutForce()).isPresent();
    }

    private void delete(FoundExecution execution) {
        delete(execution, options).ifPresent(refused -> {
            counter.accept(Metric.REFUSED);
            failures.add(refusal(execution, refused.why()));
        });
    }

    /// @return IoT's refusal; empty where the execution is gone, or its deletion failed for good
    private Optional<Deletion.Refused> delete(FoundExecution execution, DeletionOptions how) {
        try {
            switch (untilItEnds(execution, how)) {
                case Deletion.Deleted() -> {
                    deleted++;
                    counter.accept(Metric.DELETED);
                }
                case Deletion.AlreadyGone() -> {
                    absent.add(execution);
                    counter.accept(Metric.ALREADY_GONE);
                }
                case Deletion.Refused refused -> {
                    return Optional.of(refused);
                }
            }
        } catch (OutOfTimeException beforeThisOne) {
            isOutOfTime = true;
            failures.add(failure(execution, beforeThisOne));
        } catch (JobExecutionsException failure) {
            counter.accept(Metric.FAILED);
            failures.add(failure(execution, failure));
        }
        return Optional.empty();
    }

    /// Tries, and looks before each try, unless it was looked at a moment before.
    private Deletion untilItEnds(FoundExecution execution, DeletionOptions how) {
        JobExecutions.Tries tries = executions.deletion(execution.execution(), how);
        Optional<FoundExecution> seen = Optional.of(execution);
        while (true) {
            tries.awaitTurn();
            if (seen.isEmpty() || seen.get().freshUntil().isOver()) {
                seen = executions.find(execution.execution()).filter(execution::isSameAs);
            }
            if (seen.isEmpty()) {
                return new Deletion.AlreadyGone();
            }
            Optional<Deletion> end = tries.next();
            if (end.isPresent()) {
                return end.get();
            }
            // A try that failed may have deleted it.
            seen = Optional.empty();
        }
    }

    private static String failure(FoundExecution execution, JobExecutionsException failure) {
        return "Job execution %s: %s".formatted(execution.execution(), failure.getMessage());
    }

    private String refusal(FoundExecution execution, String why) {
        String grace = options.gracePeriod().isZero()
                ? ""
                : " after %s s of grace".formatted(options.gracePeriod().toSeconds());
        return "Job execution %s is %s%s and AWS IoT refuses to delete it (%s). %s."
                .formatted(execution.execution(), execution.status(), grace, why, advice);
    }

    /// Whether some of it could not begin any more.
    boolean isOutOfTime() {
        return isOutOfTime;
    }

    /// How many were found.
    int found() {
        return found;
    }

    /// How many were there and are gone.
    int deleted() {
        return deleted;
    }

    /// Those that were found and, a moment later, not there any more.
    List<FoundExecution> absent() {
        return absent;
    }

    /// Why some are still there, for people; empty where all are gone.
    Optional<String> failure() {
        List<String> all = Stream.concat(unread.stream(), failures.stream()).toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        int expected = found + (unread.isPresent() ? 1 : 0);
        return Optional.of(expected == 1 ? all.getFirst() : several(all, expected));
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
}
