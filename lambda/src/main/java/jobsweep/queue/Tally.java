package jobsweep.queue;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import jobsweep.contract.Metric;

/// The counts of one batch, to which several messages add at the same time.
public final class Tally {

    private final Map<Metric, Long> counts = new EnumMap<>(Metric.class);

    /// Counts one.
    public synchronized void count(Metric metric) {
        counts.merge(metric, 1L, Long::sum);
    }

    /// Notes how long a request has waited that goes on waiting.
    public synchronized void waited(Duration time) {
        counts.merge(Metric.OLDEST_WAIT, time.toSeconds(), Math::max);
    }

    /// How many were counted so far, or the longest wait.
    public synchronized long of(Metric metric) {
        return counts.getOrDefault(metric, 0L);
    }
}
