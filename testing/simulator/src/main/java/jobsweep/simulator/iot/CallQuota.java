package jobsweep.simulator.iot;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;

/// The number of calls per second that each operation may take: a bucket per operation that holds one second's worth.
/// Safe for use by several threads.
final class CallQuota {
    private static final double NANOS_PER_SECOND = 1e9;

    private final int callsPerSecond;
    private final InstantSource time;
    private final Map<Operation, Bucket> buckets = new EnumMap<>(Operation.class);

    CallQuota(int callsPerSecond, InstantSource time) {
        this.callsPerSecond = callsPerSecond;
        this.time = time;
    }

    /// Takes one call off the operation's quota.
    ///
    /// @throws IotException if nothing is left of it
    synchronized void take(Operation operation) {
        long now = Duration.between(Instant.EPOCH, time.instant()).toNanos();
        Bucket full = new Bucket(callsPerSecond, now);
        double calls = buckets.getOrDefault(operation, full).callsAt(now);
        if (calls < 1) {
            throw IotException.throttling();
        }
        buckets.put(operation, new Bucket(calls - 1, now));
    }

    private final class Bucket {
        private final double calls;
        private final long nanos;

        Bucket(double calls, long nanos) {
            this.calls = calls;
            this.nanos = nanos;
        }

        double callsAt(long now) {
            return Math.min(callsPerSecond, calls + (now - nanos) * callsPerSecond / NANOS_PER_SECOND);
        }
    }
}
