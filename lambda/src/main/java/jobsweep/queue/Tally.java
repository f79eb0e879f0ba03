package jobsweep.queue;

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

    /// How many were counted so far.
    public synchronized long of(Metric metric) {
        return counts.getOrDefault(metric, 0L);
    }
}
