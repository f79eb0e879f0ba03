package jobsweep.jobexecution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Platform;

/// A deletion at work: looks, waits for what devices still work on, and deletes. One execution that stays
/// keeps no other from going.
///
/// A look comes right before every try, since IoT has no deletion with a condition: an execution that was
/// there a moment ago may be gone by now, and its number used by a newer one.
final class Cleanup {

    /// What a grace period leaves where it is longer than the function's time: an update may shorten that time and
    /// then send the Delete of a resource that still has the longer period.
    private static final Duration TIME_TO_DELETE = Duration.ofSeconds(30);

    /// A deletion is a look and a call, one after the other, and one at a time would leave quota unused: AWS IoT takes
    /// ten of both a second.
    private static final int MOST_SIDE_BY_SIDE = 10;

    /// So few are gone in about a second as it is.
    private static final int WORTH_A_THREAD = 10;

    /// For the last call to end by itself.
    private static final Duration TIME_TO_END = Duration.ofSeconds(1);

    private final JobExecutions executions;
    private final DeletionOptions options;
    private final Invocation invocation;
    private final CleanupResult result;

    /// @param result is told what comes of each execution
    Cleanup(JobExecutions executions, DeletionOptions options, Invocation invocation, CleanupResult result) {
        this.executions = executions;
        this.options = options;
        this.invocation = invocation;
        this.result = result;
    }

    /// Deletes what a look finds, once all of it was read, and those in progress once they have ended or the
    /// grace period has.
    ///
    /// @param pace how often to look while executions may go on
    /// @param platform has the threads for many
    void afterGrace(Supplier<Stream<FoundExecution>> look, Pace pace, Platform platform) {
        Deadline grace = invocation.deadline().earlierBy(TIME_TO_DELETE).in(options.gracePeriod());
        List<FoundExecution> staying = all(look);
        result.addFound(staying.size());
        while (!staying.isEmpty() && !grace.isOver()) {
            staying = staying.stream().filter(this::staysWithoutForce).toList();
            staying = staying.isEmpty() ? staying : later(look, staying, grace.leftUpTo(pace.next()));
        }
        // Those that AWS IoT refuses come last, lest they take the time of the others, again and again.
        delete(
                staying.stream()
                        .sorted(Comparator.comparing(FoundExecution::isInProgress))
                        .toList(),
                platform);
    }

    private void delete(List<FoundExecution> all, Platform platform) {
        Queue<FoundExecution> left = new ConcurrentLinkedQueue<>(all);
        Callable<Boolean> work = () -> deleteEach(left);
        int works = Math.min(all.size() / WORTH_A_THREAD, MOST_SIDE_BY_SIDE);
        platform.within(invocation.deadline().left().plus(TIME_TO_END), Collections.nCopies(works, work))
                .forEach(this::requireEnded);
        // Few, or those for which time is up: each says so.
        deleteEach(left);
    }

    private boolean deleteEach(Queue<FoundExecution> left) {
        for (FoundExecution next = left.poll(); next != null; next = left.poll()) {
            delete(next);
        }
        return true;
    }

    /// A call that never ends keeps one thread from going on, and no other.
    private void requireEnded(Future<Boolean> work) {
        switch (work.state()) {
            case SUCCESS -> {
                // What came of each is put down.
            }
            case FAILED -> throw unexpected(work.exceptionNow());
            case CANCELLED, RUNNING ->
                result.addOutOfTime("The function's time was up while it was %s.".formatted(invocation.progress()));
        }
    }

    private static RuntimeException unexpected(Throwable failure) {
        return switch (failure) {
            case Error error -> throw error;
            case RuntimeException unchecked -> unchecked;
            default -> new IllegalStateException(failure);
        };
    }

    /// Deletes what a look finds while it is read: there may be more of it than there is time for.
    ///
    /// @param hasTime asked before each
    void whileReading(Supplier<Stream<FoundExecution>> look, BooleanSupplier hasTime) {
        read(() -> look.get().takeWhile(_ -> goesOn(hasTime)), execution -> {
            result.addFound(1);
            delete(execution);
        });
    }

    private boolean goesOn(BooleanSupplier hasTime) {
        if (!hasTime.getAsBoolean()) {
            result.endEarly();
        }
        return !result.isOutOfTime();
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
            result.addUnread(beforeNextPage);
        } catch (JobExecutionsException notAll) {
            result.addUnread(notAll);
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
        delete(execution, options).ifPresent(refusal -> result.addRefused(execution, refusal.why()));
    }

    /// @return IoT's refusal; empty where the execution is gone, or its deletion failed for good
    private Optional<Deletion.Refused> delete(FoundExecution execution, DeletionOptions how) {
        try {
            switch (untilItEnds(execution, how)) {
                case Deletion.Deleted() -> result.addDeleted();
                case Deletion.AlreadyGone() -> result.addAlreadyGone(execution);
                case Deletion.Refused refused -> {
                    return Optional.of(refused);
                }
            }
        } catch (OutOfTimeException beforeThisOne) {
            result.addOutOfTime(execution, beforeThisOne);
        } catch (JobExecutionsException failure) {
            result.addFailed(execution, failure);
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
                requireNamespace(execution, how, end.get());
                return end.get();
            }
            // A try that failed may have deleted it.
            seen = Optional.empty();
        }
    }

    /// In a namespace that is not its job's AWS IoT does not know an execution, which is there all the same.
    private void requireNamespace(FoundExecution execution, DeletionOptions how, Deletion end) {
        if (end instanceof Deletion.AlreadyGone
                && how.namespaceId().isPresent()
                && executions
                        .find(execution.execution())
                        .filter(execution::isSameAs)
                        .isPresent()) {
            throw new JobExecutionsException(
                    "AWS IoT knows it, but not in the namespace %s: NamespaceId must be its job's, or not be given."
                            .formatted(how.namespaceId().orElseThrow().value()));
        }
    }
}
