package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;

class TimingTest {
    private static final String INVOKE = "AWS::Lambda::EventInvokeConfig";

    /// What Lambda waits before an event's second and third attempt, in seconds.
    private static final int RETRY_WAITS = 60 + 120;

    private final SynthesizedStack example =
            SynthesizedStack.of(new ExampleStack(new App(), "Example", ExampleStack.Execution.EXAMPLE));

    @Test
    void cloudFormationWaitsLongerThanTheFunctionCanTakeRetriesIncluded() {
        assertThat(seconds(CLEANUP, "ServiceTimeout"))
                .isGreaterThan(seconds(INVOKE, "MaximumEventAgeInSeconds") + seconds(FUNCTION, "Timeout"));
    }

    @Test
    void anEventIsKeptUntilItsLastAttempt() {
        assertThat(seconds(INVOKE, "MaximumRetryAttempts")).isEqualTo(2);
        assertThat(seconds(INVOKE, "MaximumEventAgeInSeconds"))
                .isGreaterThan(2 * seconds(FUNCTION, "Timeout") + RETRY_WAITS);
    }

    @Test
    void cloudFormationAndLambdaAcceptTheSettings() {
        assertThat(seconds(CLEANUP, "ServiceTimeout")).isBetween(1, 3600);
        assertThat(seconds(INVOKE, "MaximumEventAgeInSeconds")).isBetween(60, 21_600);
        assertThat(seconds(FUNCTION, "Timeout")).isBetween(1, 900);
    }

    private int seconds(String type, String property) {
        return Integer.parseInt(example.read(type, "Properties", property).toString());
    }
}
