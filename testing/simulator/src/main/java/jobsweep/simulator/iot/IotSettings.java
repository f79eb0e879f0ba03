package jobsweep.simulator.iot;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Where the simulated AWS IoT lies, and how fast it lets itself be called.
///
/// @param partition      `aws`, `aws-cn` or `aws-us-gov`
/// @param callsPerSecond the quota of each operation; AWS's is 10
/// @param time           the clock of the call log
/// @param nanoTime       the clock of the quotas, in nanoseconds from any origin
public record IotSettings(
        String partition,
        String region,
        String account,
        int callsPerSecond,
        InstantSource time,
        LongSupplier nanoTime) {

    /// AWS's quota, on this machine's clock.
    public static IotSettings of(String partition, String region, String account) {
        return new IotSettings(partition, region, account, 10, InstantSource.system(), System::nanoTime);
    }

    public IotSettings withCallsPerSecond(int calls) {
        return new IotSettings(partition, region, account, calls, time, nanoTime);
    }

    public IotSettings withClocks(InstantSource wall, LongSupplier nanos) {
        return new IotSettings(partition, region, account, callsPerSecond, wall, nanos);
    }

    String jobArn(String jobId) {
        return arn("job", jobId);
    }

    String thingArn(String thingName) {
        return arn("thing", thingName);
    }

    private String arn(String type, String name) {
        return "arn:%s:iot:%s:%s:%s/%s".formatted(partition, region, account, type, name);
    }
}
