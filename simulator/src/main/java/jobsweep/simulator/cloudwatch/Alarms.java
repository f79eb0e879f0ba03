package jobsweep.simulator.cloudwatch;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import jobsweep.simulator.lambda.Lambda;

/// An account's alarms. They know no periods: one that was raised stays raised.
public final class Alarms {
    private final Lambda lambda;
    private final Map<String, Alarm> alarms = new ConcurrentHashMap<>();

    public Alarms(Lambda lambda) {
        this.lambda = lambda;
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
                .mapToLong(series -> lambda.count(series.metric(), series.functionArn()))
                .sum();
        return sum >= alarm.threshold();
    }
}
