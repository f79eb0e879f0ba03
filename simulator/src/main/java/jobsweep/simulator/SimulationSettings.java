package jobsweep.simulator;

import java.util.List;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.iot.IotRules;

/// What can be chosen about a [SimulatedAws].
///
/// @param iotRules           AWS IoT's rules where its documents leave a choice
/// @param iotCallsPerSecond  AWS IoT's quota for each operation
/// @param maximumConcurrency how many execution environments, and so JVMs, Lambda runs at once
/// @param tls                whether AWS IoT and the bucket for answers speak https, as in the cloud
/// @param jvmOptions         further options of functions' JVMs, as `JAVA_TOOL_OPTIONS` would give them
public record SimulationSettings(
        Account account,
        IotRules iotRules,
        int iotCallsPerSecond,
        int maximumConcurrency,
        boolean tls,
        List<String> jvmOptions) {

    /// An account in the partition `aws` with AWS's quota, two environments at once, plain http.
    public static final SimulationSettings DEFAULT =
            new SimulationSettings(Account.example(), IotRules.standard(), 10, 2, false, List.of());

    public SimulationSettings {
        jvmOptions = List.copyOf(jvmOptions);
    }

    public SimulationSettings withIotRules(IotRules rules) {
        return new SimulationSettings(account, rules, iotCallsPerSecond, maximumConcurrency, tls, jvmOptions);
    }

    public SimulationSettings withIotCallsPerSecond(int calls) {
        return new SimulationSettings(account, iotRules, calls, maximumConcurrency, tls, jvmOptions);
    }

    public SimulationSettings withMaximumConcurrency(int environments) {
        return new SimulationSettings(account, iotRules, iotCallsPerSecond, environments, tls, jvmOptions);
    }

    public SimulationSettings withTls() {
        return new SimulationSettings(account, iotRules, iotCallsPerSecond, maximumConcurrency, true, jvmOptions);
    }

    public SimulationSettings withJvmOptions(List<String> options) {
        return new SimulationSettings(account, iotRules, iotCallsPerSecond, maximumConcurrency, tls, options);
    }
}
