package jobsweep.simulator;

import java.time.Duration;
import java.util.List;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.iot.IotRules;

/// What can be chosen about a [SimulatedAws].
///
/// @param iotRules           AWS IoT's rules where its documents leave a choice
/// @param iotCallsPerSecond  AWS IoT's quota for each operation
/// @param maximumConcurrency how many execution environments, and so JVMs, Lambda runs at once
/// @param retryDelays        the pause before each further attempt of an event; AWS's are 1 and 2 minutes
/// @param longestTimeout     a function's time-out is at most this here, so that nobody has to wait for it
/// @param tls                whether AWS IoT and the bucket for answers speak https, as in the cloud
/// @param jvmOptions         further options of functions' JVMs, as `JAVA_TOOL_OPTIONS` would give them
public record SimulationSettings(
        Account account,
        IotRules iotRules,
        int iotCallsPerSecond,
        int maximumConcurrency,
        List<Duration> retryDelays,
        Duration longestTimeout,
        boolean tls,
        List<String> jvmOptions) {

    /// An account in the partition `aws` with AWS's quota, two environments at once, retries after fractions of a
    /// second, plain http.
    public static final SimulationSettings DEFAULT = new SimulationSettings(
            Account.example(),
            IotRules.standard(),
            10,
            2,
            List.of(Duration.ofMillis(100), Duration.ofMillis(200)),
            Duration.ofMinutes(15),
            false,
            List.of());

    public SimulationSettings {
        retryDelays = List.copyOf(retryDelays);
        jvmOptions = List.copyOf(jvmOptions);
    }

    public SimulationSettings withIotRules(IotRules rules) {
        return new SimulationSettings(
                account, rules, iotCallsPerSecond, maximumConcurrency, retryDelays, longestTimeout, tls, jvmOptions);
    }

    public SimulationSettings withIotCallsPerSecond(int calls) {
        return new SimulationSettings(
                account, iotRules, calls, maximumConcurrency, retryDelays, longestTimeout, tls, jvmOptions);
    }

    public SimulationSettings withMaximumConcurrency(int environments) {
        return new SimulationSettings(
                account, iotRules, iotCallsPerSecond, environments, retryDelays, longestTimeout, tls, jvmOptions);
    }

    public SimulationSettings withRetryDelays(Duration first, Duration second) {
        return new SimulationSettings(
                account,
                iotRules,
                iotCallsPerSecond,
                maximumConcurrency,
                List.of(first, second),
                longestTimeout,
                tls,
                jvmOptions);
    }

    public SimulationSettings withLongestTimeout(Duration timeout) {
        return new SimulationSettings(
                account, iotRules, iotCallsPerSecond, maximumConcurrency, retryDelays, timeout, tls, jvmOptions);
    }

    public SimulationSettings withTls() {
        return new SimulationSettings(
                account,
                iotRules,
                iotCallsPerSecond,
                maximumConcurrency,
                retryDelays,
                longestTimeout,
                true,
                jvmOptions);
    }

    public SimulationSettings withJvmOptions(List<String> options) {
        return new SimulationSettings(
                account, iotRules, iotCallsPerSecond, maximumConcurrency, retryDelays, longestTimeout, tls, options);
    }
}
