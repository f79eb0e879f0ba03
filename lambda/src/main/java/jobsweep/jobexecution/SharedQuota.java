package jobsweep.jobexecution;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.UninterruptibleBlockingStrategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jobsweep.contract.Metric;
import jobsweep.invocation.Deadline;
import jobsweep.platform.Clock;
import jobsweep.queue.Tally;

/// One consumer's equal share of the quota that all consumers have together.
///
/// What is not used is saved up for a second at most, which bridges the gap between two batches, and a new consumer
/// has nothing saved up: so all of them together never ask for more than one second's worth at once.
final class SharedQuota {

    private final int callsPerSecond;
    private final int consumers;
    private final Clock clock;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /// @param callsPerSecond of each operation, by all consumers together
    SharedQuota(int callsPerSecond, int consumers, Clock clock) {
        this.callsPerSecond = callsPerSecond;
        this.consumers = consumers;
        this.clock = clock;
    }

    /// The quota as the calls of one batch see it.
    ///
    /// @param tally counts what AWS IoT throttles nevertheless
    Quota countedBy(Tally tally) {
        return new Quota() {
            @Override
            public boolean await(String action, Deadline deadline) {
                return SharedQuota.this.await(buckets.computeIfAbsent(action, _ -> bucket()), deadline);
            }

            @Override
            public void exceeded() {
                tally.count(Metric.THROTTLED);
            }
        };
    }

    private boolean await(Bucket bucket, Deadline deadline) {
        UninterruptibleBlockingStrategy pause = nanos -> clock.pause(Duration.ofNanos(nanos));
        return bucket.asBlocking().tryConsumeUninterruptibly(1, deadline.left(), pause);
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(Math.max(1, callsPerSecond / consumers))
                        .refillGreedy(callsPerSecond, Duration.ofSeconds(consumers))
                        .initialTokens(0))
                .withCustomTimePrecision(meter())
                .build();
    }

    private TimeMeter meter() {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.now();
                return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
