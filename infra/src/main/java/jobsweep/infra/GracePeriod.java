package jobsweep.infra;

import java.math.BigDecimal;
import jobsweep.contract.JobExecutionResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;

/// How long a deletion waits for an execution that is IN_PROGRESS to end by itself, in seconds, as settings say it.
final class GracePeriod {
    private GracePeriod() {}

    /// @throws IllegalArgumentException naming the setting, what is allowed, and the value; a token is not allowed
    static int seconds(String setting, Duration duration) {
        if (duration.isUnresolved()) {
            throw new IllegalArgumentException(
                    "%s must be known when the app is synthesized, because the function's time-out follows it, got a token"
                            .formatted(setting));
        }
        Number seconds = duration.toSeconds(
                TimeConversionOptions.builder().integral(false).build());
        return seconds(
                setting, new BigDecimal(seconds.toString()).stripTrailingZeros().toPlainString());
    }

    /// The same of digits.
    static int seconds(String setting, String digits) {
        return (int) JobExecutionResource.GRACE_PERIOD_SECONDS
                .named(setting)
                .read(digits)
                .toSeconds();
    }
}
