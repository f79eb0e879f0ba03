package jobsweep.infra;

import java.math.BigDecimal;
import jobsweep.contract.JobExecutionResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.TimeConversionOptions;

/// How long a deletion waits for an execution that is IN_PROGRESS to end by itself.
///
/// @param seconds from 0, not at all
record GracePeriod(int seconds) {
    static final GracePeriod NONE = new GracePeriod(0);

    /// The grace period of `setting`.
    ///
    /// @throws IllegalArgumentException naming the setting, what is allowed, and the value; a token is not allowed
    static GracePeriod of(String setting, Duration duration) {
        if (duration.isUnresolved()) {
            throw new IllegalArgumentException(
                    "%s must be known when the app is synthesized, because the function's time-out follows it, got a token"
                            .formatted(setting));
        }
        Number seconds = duration.toSeconds(
                TimeConversionOptions.builder().integral(false).build());
        return parse(
                setting, new BigDecimal(seconds.toString()).stripTrailingZeros().toPlainString());
    }

    /// The same of digits.
    static GracePeriod parse(String setting, String seconds) {
        return new GracePeriod((int) JobExecutionResource.GRACE_PERIOD_SECONDS
                .named(setting)
                .read(seconds)
                .toSeconds());
    }

    /// The longer one of the two.
    GracePeriod or(GracePeriod other) {
        return other.isLongerThan(this) ? other : this;
    }

    boolean isLongerThan(GracePeriod other) {
        return seconds > other.seconds;
    }
}
