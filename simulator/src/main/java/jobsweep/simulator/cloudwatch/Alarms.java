package jobsweep.simulator.cloudwatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongBiFunction;
import jobsweep.simulator.lambda.FunctionMetric;

/// An account's alarms. They know no periods: one that was raised stays raised.
public final class Alarms {
    private final ToLongBiFunction<FunctionMetric, String> metrics;
    private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();

    /// @param metrics how high a function's metric is, by the function's ARN
    public Alarms(ToLongBiFunction<FunctionMetric, String> metrics) {
        this.metrics = metrics;
    }

    /// Creates the alarm, or changes the one with this name.
    public void put(Alarm alarm) {
        alarms.put(alarm.name(), alarm);
    }

    public void delete(String name) {
        alarms.remove(name);
    }

    /// Whether what the alarm watches has reached its threshold.
    ///
    /// @throws IllegalArgumentException if there is no such alarm
    public boolean isRaised(String name) {
        Alarm alarm = Optional.ofNullable(alarms.get(name))
                .orElseThrow(() -> new IllegalArgumentException("alarm " + name + " does not exist"));
        long sum = alarm.series().stream()
                .mapToLong(series -> metrics.applyAsLong(series.metric(), series.functionArn()))
                .sum();
        return sum >= alarm.threshold();
    }
}
