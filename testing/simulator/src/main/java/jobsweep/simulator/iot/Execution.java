package jobsweep.simulator.iot;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/// One execution of a job on a thing.
///
/// @param startedAt   when the device took it up; empty before
/// @param namespaceId the namespace of a customer-managed job; empty for all others
public record Execution(
        String jobId,
        String thingName,
        long number,
        Status status,
        Instant queuedAt,
        Optional<Instant> startedAt,
        Instant lastUpdatedAt,
        Optional<String> namespaceId) {

    /// An execution that waits for its device.
    public static Execution queued(String jobId, String thingName, long number, Instant queuedAt) {
        return new Execution(
                jobId, thingName, number, Status.QUEUED, queuedAt, Optional.empty(), queuedAt, Optional.empty());
    }

    public Execution startedAt(Instant at) {
        return new Execution(jobId, thingName, number, Status.IN_PROGRESS, queuedAt, Optional.of(at), at, namespaceId);
    }

    public Execution endedAt(Instant at, Status end) {
        if (!end.isTerminal()) {
            throw new IllegalArgumentException(end + " is not an end");
        }
        return new Execution(jobId, thingName, number, end, queuedAt, startedAt, at, namespaceId);
    }

    public Execution inNamespace(String id) {
        return new Execution(jobId, thingName, number, status, queuedAt, startedAt, lastUpdatedAt, Optional.of(id));
    }

    /// What is said of it on a screen: `firmware-42 on greenhouse-7, execution 1`.
    public String label() {
        return jobId + " on " + thingName + ", execution " + number;
    }

    Key key() {
        return new Key(thingName, jobId, number);
    }

    /// What identifies an execution, and the order in which executions are listed.
    record Key(String thingName, String jobId, long number) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::thingName).thenComparing(Key::jobId).thenComparingLong(Key::number);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return "execution " + number + " of job " + jobId + " on thing " + thingName;
        }
    }
}
