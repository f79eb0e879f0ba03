package jobsweep.simulator.iot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import jobsweep.simulator.time.Time;

/// Things and job executions with the rules AWS IoT has for them. Safe for use by several threads.
///
/// What devices and operators do is called on it directly; what the function does comes through [IotService].
public final class IotJobs {
    private final Time time;
    private final IotRules rules;
    private final Set<String> things = new TreeSet<>();
    private final Set<String> deletedThings = new HashSet<>();
    private final NavigableMap<Execution.Key, Execution> executions = new TreeMap<>();
    private final Map<JobOnThing, Long> highestNumbers = new HashMap<>();
    private final PublishedEvents eventConfigurations;
    private final List<Consumer<IotChange>> listeners = new CopyOnWriteArrayList<>();

    public IotJobs(Time time) {
        this(time, IotRules.standard());
    }

    public IotJobs(Time time, IotRules rules) {
        this.time = time;
        this.rules = rules;
        this.eventConfigurations = new PublishedEvents(rules.keepsOtherEvents());
    }

    IotRules rules() {
        return rules;
    }

    /// Tells the listener of every change from now on, in the thread that made it and outside the lock, so that it may
    /// wait, and may call these jobs again. What is [put][#put] as it is, is no change.
    public void onChange(Consumer<IotChange> listener) {
        listeners.add(listener);
    }

    /// Which events the account publishes.
    public PublishedEvents eventConfigurations() {
        return eventConfigurations;
    }

    /// Creates the thing; one that exists already is left as it is.
    public synchronized void createThing(String name) {
        deletedThings.remove(name);
        things.add(name);
    }

    /// Deletes the thing. What was queued or in progress on it stays behind as REMOVED.
    public void deleteThing(String name) {
        if (!forgotten(name)) {
            return;
        }
        if (rules.removedAfter().isZero()) {
            tell(removed(name));
            tell(List.of(new IotChange.ThingDeleted(name)));
            return;
        }
        tell(List.of(new IotChange.ThingDeleted(name)));
        time.after(rules.removedAfter(), () -> tell(removed(name)));
    }

    private synchronized boolean forgotten(String name) {
        return things.remove(name) && deletedThings.add(name);
    }

    private synchronized List<IotChange> removed(String thingName) {
        Instant now = now();
        List<IotChange> changes = new ArrayList<>();
        executions.replaceAll((key, execution) -> {
            if (!key.thingName().equals(thingName) || execution.status().isTerminal()) {
                return execution;
            }
            Execution removed = execution.endedAt(now, Status.REMOVED);
            changes.add(new IotChange.Ended(removed));
            return removed;
        });
        return changes;
    }

    public synchronized boolean hasThing(String name) {
        return things.contains(name);
    }

    /// Queues an execution of the job and returns its number, from 1.
    ///
    /// @throws IllegalArgumentException if there is no such thing
    public long queue(String jobId, String thingName) {
        return queue(jobId, thingName, Optional.empty());
    }

    /// Queues an execution of a customer-managed job, as [#queue(String, String)] does.
    public long queue(String jobId, String thingName, String namespaceId) {
        return queue(jobId, thingName, Optional.of(namespaceId));
    }

    private synchronized long queue(String jobId, String thingName, Optional<String> namespaceId) {
        if (!things.contains(thingName)) {
            throw new IllegalArgumentException("thing " + thingName + " does not exist: create it first");
        }
        Execution queued = Execution.queued(jobId, thingName, nextNumber(jobId, thingName), now());
        put(namespaceId.map(queued::inNamespace).orElse(queued));
        return queued.number();
    }

    /// Puts an execution as it is, with whatever number, status and times it has, whether its thing exists or not.
    public synchronized void put(Execution execution) {
        executions.put(execution.key(), execution);
        highestNumbers.merge(JobOnThing.of(execution), execution.number(), Math::max);
    }

    /// The device takes the execution up: it is IN_PROGRESS from now on.
    public synchronized void start(String jobId, String thingName, long number) {
        Execution execution = existing(jobId, thingName, number);
        if (execution.status() != Status.QUEUED) {
            throw new IllegalArgumentException(execution.label() + " is " + execution.status() + ", not QUEUED");
        }
        put(execution.startedAt(now()));
    }

    /// The execution ends with the given status.
    ///
    /// @throws IllegalArgumentException if it has ended already, or the status is not an end
    public void finish(String jobId, String thingName, long number, Status end) {
        tell(List.of(new IotChange.Ended(finished(jobId, thingName, number, end))));
    }

    private synchronized Execution finished(String jobId, String thingName, long number, Status end) {
        Execution execution = existing(jobId, thingName, number);
        if (execution.status().isTerminal()) {
            throw new IllegalArgumentException(execution.label() + " is " + execution.status() + " already");
        }
        Execution ended = execution.endedAt(now(), end);
        put(ended);
        return ended;
    }

    /// An operator deletes the execution, whatever its status; one that is gone already is no error.
    public void remove(String jobId, String thingName, long number) {
        removed(new Execution.Key(thingName, jobId, number))
                .ifPresent(gone -> tell(List.of(new IotChange.Deleted(gone))));
    }

    private synchronized Optional<Execution> removed(Execution.Key key) {
        return Optional.ofNullable(executions.remove(key));
    }

    /// All executions, ordered by thing, job and number.
    public synchronized List<Execution> executions() {
        return List.copyOf(executions.values());
    }

    /// Whether a call about this thing can find anything: it exists, or left executions behind.
    synchronized boolean knowsThing(String name) {
        if (!rules.listsDeletedThings() && deletedThings.contains(name)) {
            return false;
        }
        return things.contains(name)
                || executions.keySet().stream().anyMatch(key -> key.thingName().equals(name));
    }

    /// Whether a call about this job can find anything: it had executions once. A job stays when its
    /// executions go.
    synchronized boolean knowsJob(String jobId) {
        return highestNumbers.keySet().stream().anyMatch(job -> job.jobId().equals(jobId));
    }

    /// The executions after the given one that pass the filter, at most `limit` of them.
    ///
    /// @param range ends the search with the first one that is not in it
    synchronized List<Execution> list(
            Execution.Key after, Predicate<Execution> range, Predicate<Execution> filter, int limit) {
        return executions.tailMap(after, false).values().stream()
                .takeWhile(range)
                .filter(filter)
                .limit(limit)
                .toList();
    }

    synchronized Optional<Execution> find(Execution.Key key) {
        return Optional.ofNullable(executions.get(key));
    }

    synchronized Optional<Execution> findLatest(String jobId, String thingName) {
        Execution.Key beyond = new Execution.Key(thingName, jobId, Long.MAX_VALUE);
        return Optional.ofNullable(executions.floorEntry(beyond))
                .map(Map.Entry::getValue)
                .filter(execution -> JobOnThing.of(execution).equals(new JobOnThing(jobId, thingName)));
    }

    /// Deletes the execution for good.
    ///
    /// @param namespaceId where given, the execution must be of that namespace; what leaving it out means for a job
    ///     that has one is not documented, here it changes nothing
    /// @throws IotException if there is no such execution, or it is in a status that only force may delete
    void delete(Execution.Key key, Optional<String> namespaceId, boolean force) {
        tell(List.of(new IotChange.Deleted(deleted(key, namespaceId, force))));
    }

    private synchronized Execution deleted(Execution.Key key, Optional<String> namespaceId, boolean force) {
        Execution execution = find(key)
                .filter(found -> namespaceId.isEmpty() || found.namespaceId().equals(namespaceId))
                .orElseThrow(() -> IotException.notFound(key));
        if (!force && !rules.deletable().contains(execution.status())) {
            throw IotException.invalidStateTransition(
                    key + " is in status " + execution.status() + " and can't be deleted without force");
        }
        executions.remove(key);
        return execution;
    }

    private void tell(List<IotChange> changes) {
        changes.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
    }

    /// The time to the millisecond: AWS IoT keeps no more of it.
    private Instant now() {
        return time.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private long nextNumber(String jobId, String thingName) {
        return rules.reuseNumbers()
                ? LongStream.iterate(1, number -> number + 1)
                        .filter(number -> find(new Execution.Key(thingName, jobId, number))
                                .isEmpty())
                        .findFirst()
                        .orElseThrow()
                : highestNumbers.getOrDefault(new JobOnThing(jobId, thingName), 0L) + 1;
    }

    private Execution existing(String jobId, String thingName, long number) {
        Execution.Key key = new Execution.Key(thingName, jobId, number);
        return find(key).orElseThrow(() -> new IllegalArgumentException("there is no " + key));
    }

    /// Where executions are numbered together.
    private record JobOnThing(String jobId, String thingName) {
        static JobOnThing of(Execution execution) {
            return new JobOnThing(execution.jobId(), execution.thingName());
        }
    }
}
