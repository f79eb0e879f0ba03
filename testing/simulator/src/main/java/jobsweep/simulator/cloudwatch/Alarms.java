package jobsweep.simulator.cloudwatch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;
import java.util.function.ToLongFunction;
import jobsweep.simulator.lambda.FunctionMetric;

/// An account's alarms. They know no periods: one that was raised stays raised.
public final class Alarms {
    private final ToLongBiFunction<FunctionMetric, String> metrics;
    private final ToLongFunction<String> depths;
    private final Function<String, List<String>> logs;
    private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();

    /// @param metrics how high a function's metric is, by the function's ARN
    public Alarms(ToLongBiFunction<FunctionMetric, String> metrics) {
        this(metrics, queueName -> 0, functionArn -> List.of());
    }

    /// @param metrics how high a function's metric is, by the function's ARN
    /// @param depths  how many messages of a queue could be received, by the queue's name
    /// @param logs    a function's log lines, by the function's ARN
    public Alarms(
            ToLongBiFunction<FunctionMetric, String> metrics,
            ToLongFunction<String> depths,
            Function<String, List<String>> logs) {
        this.metrics = metrics;
        this.depths = depths;
        this.logs = logs;
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
        long sum = alarm.series().stream().mapToLong(this::value).sum();
        return sum >= alarm.threshold();
    }

    private long value(Alarm.Series series) {
        return switch (series) {
            case Alarm.OfFunction of -> metrics.applyAsLong(of.metric(), of.functionArn());
            case Alarm.OfLog of -> LogMetrics.sum(logs.apply(of.functionArn()), of);
            case Alarm.OfQueue of -> depths.applyAsLong(of.queueName());
        };
    }
}
