package jobsweep.jobexecution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jobsweep.FakeLambda;
import jobsweep.contract.CleanupTarget;
import jobsweep.contract.ExecutionNumber;
import jobsweep.contract.JobExecution;
import jobsweep.contract.JobId;
import jobsweep.contract.NamespaceId;
import jobsweep.contract.ThingName;
import jobsweep.invocation.Deadline;

/// Job executions with IoT's rules: one that is `IN_PROGRESS` goes only by force.
class InMemoryJobExecutions implements JobExecutions {

    private static final Deadline ALWAYS_FRESH = new FakeLambda(Duration.ofHours(1)).deadline();

    private final Map<JobExecution, FoundExecution> executions = new LinkedHashMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<JobExecution> undeletable = new ArrayList<>();
    private Runnable onDelete = () -> {};
    private Runnable onEndOfListing = () -> {};

    InMemoryJobExecutions with(String jobId, String thingName, long number, String status, String queuedAt) {
        JobExecution execution = execution(jobId, thingName, number);
        executions.put(execution, new FoundExecution(execution, status, Instant.parse(queuedAt), ALWAYS_FRESH));
        return this;
    }

    InMemoryJobExecutions failingToDelete(String jobId, String thingName, long number) {
        undeletable.add(execution(jobId, thingName, number));
        return this;
    }

    /// Has every listing end in a failure, after all that can be read.
    InMemoryJobExecutions withWhatCannotBeRead(String why) {
        onEndOfListing = () -> {
            throw new JobExecutionsException(why);
        };
        return this;
    }

    /// Somebody else has deleted it. The first ones are listed for ever.
    void isGone(JobExecution execution, int listedForEver) {
        if (left().indexOf(execution.toString()) >= listedForEver) {
            executions.remove(execution);
        }
    }

    /// What somebody else does during every deletion.
    void onDelete(Runnable event) {
        onDelete = event;
    }

    static JobExecution execution(String jobId, String thingName, long number) {
        return new JobExecution(new JobId(jobId), new ThingName(thingName), new ExecutionNumber(number));
    }

    List<String> left() {
        return executions.keySet().stream().map(JobExecution::toString).toList();
    }

    /// What was called, for example `delete firmware/sensor/7`.
    List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public Optional<FoundExecution> find(JobExecution execution) {
        calls.add("find " + execution);
        return Optional.ofNullable(executions.get(execution));
    }

    @Override
    public Stream<FoundExecution> findAll(CleanupTarget target, Optional<NamespaceId> namespaceId) {
        return target.execution()
                .map(one -> find(one).stream())
                .orElseGet(() -> list(target.toString(), namespaceId, it -> target.overlaps(new CleanupTarget(it))));
    }

    private Stream<FoundExecution> list(
            String what, Optional<NamespaceId> namespaceId, Predicate<JobExecution> filter) {
        calls.add("findAll " + what + namespaceId.map(it -> " in " + it.value()).orElse(""));
        Stream<FoundExecution> end = Stream.of(onEndOfListing).flatMap(act -> {
            act.run();
            return Stream.empty();
        });
        List<FoundExecution> found = executions.values().stream()
                .filter(it -> filter.test(it.execution()))
                .toList();
        return Stream.concat(found.size() == 1 ? found.stream() : found.stream().map(InMemoryJobExecutions::old), end);
    }

    /// None of several that are listed is relied on.
    private static FoundExecution old(FoundExecution it) {
        return new FoundExecution(
                it.execution(), it.status(), it.queuedAt(), it.freshUntil().earlierBy(Duration.ofHours(2)));
    }

    @Override
    public Tries deletion(JobExecution execution, DeletionOptions options) {
        return new Tries() {
            @Override
            public void awaitTurn() {
                // It comes at once.
            }

            @Override
            public Optional<Deletion> next() {
                return Optional.of(delete(execution, options));
            }
        };
    }

    Deletion delete(JobExecution execution, DeletionOptions options) {
        calls.add("delete " + execution + (options.force() ? " by force" : "")
                + options.namespaceId().map(it -> " in " + it.value()).orElse(""));
        if (undeletable.contains(execution)) {
            throw new JobExecutionsException("iot:DeleteJobExecution on " + execution + " failed: 500.");
        }
        FoundExecution found = executions.get(execution);
        if (found == null) {
            return new Deletion.AlreadyGone();
        }
        if (found.status().equals("IN_PROGRESS") && !options.force()) {
            return new Deletion.Refused("in progress");
        }
        executions.remove(execution);
        onDelete.run();
        return new Deletion.Deleted();
    }
}
