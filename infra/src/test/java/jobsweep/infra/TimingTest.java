package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_INVOCATIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import jobsweep.contract.JobExecutionResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

class TimingTest {
    /// What Lambda waits before an event's second and third attempt, in seconds.
    private static final int RETRY_WAITS = 60 + 120;

    @Test
    void cloudFormationWaitsLongerThanBothFunctionsCanTakeRetriesIncluded() {
        assertThat(everyTiming())
                .allSatisfy(timing -> assertThat(timing.serviceTimeout())
                        .isGreaterThan(timing.maximumEventAge()
                                + timing.functionTimeout()
                                + Timing.ON_FAILURE_MAXIMUM_EVENT_AGE
                                + Timing.ON_FAILURE_TIMEOUT));
    }

    @Test
    void anEventIsKeptUntilItsLastAttempt() {
        assertThat(everyTiming())
                .allSatisfy(timing ->
                        assertThat(timing.maximumEventAge()).isGreaterThan(2 * timing.functionTimeout() + RETRY_WAITS));
        assertThat(Timing.ON_FAILURE_MAXIMUM_EVENT_AGE).isGreaterThan(2 * Timing.ON_FAILURE_TIMEOUT + RETRY_WAITS);
    }

    @Test
    void theFunctionHasTimeForItsWorkBesideTheGracePeriod() {
        assertThat(everyTiming())
                .allSatisfy(timing -> assertThat(timing.functionTimeout() - timing.longestGracePeriod())
                        .isGreaterThanOrEqualTo(120));
    }

    @Test
    void cloudFormationAndLambdaAcceptTheSettings() {
        assertThat(everyTiming()).hasSize(2 * 781).allSatisfy(timing -> {
            assertThat(timing.functionTimeout()).isBetween(1, 900);
            assertThat(timing.maximumEventAge()).isBetween(60, 21_600);
            assertThat(timing.serviceTimeout()).isBetween(1, 3600);
        });
        assertThat(Timing.ON_FAILURE_MAXIMUM_EVENT_AGE).isBetween(60, 21_600);
    }

    @ParameterizedTest
    @CsvSource({"0, false, 120, 540, 1050", "780, false, 900, 2100, 3390", "0, true, 900, 2100, 3600"})
    void theShortestAndTheLongestAreKnown(
            int gracePeriod, boolean isOpenEnded, int timeout, int eventAge, int serviceTimeout) {
        Timing timing = new Timing(gracePeriod, isOpenEnded);

        assertThat(timing.functionTimeout()).isEqualTo(timeout);
        assertThat(timing.maximumEventAge()).isEqualTo(eventAge);
        assertThat(timing.serviceTimeout()).isEqualTo(serviceTimeout);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 60, 780})
    void theTemplateHasTheseTimes(int gracePeriod) {
        Timing timing = new Timing(gracePeriod, false);
        SynthesizedStack stack = withGracePeriod(gracePeriod);

        assertThat(stack.read(FUNCTION, "Properties", "Timeout")).isEqualTo(timing.functionTimeout());
        assertThat(stack.properties(INVOCATIONS))
                .containsEntry("MaximumEventAgeInSeconds", timing.maximumEventAge())
                .containsEntry("MaximumRetryAttempts", 2);
        assertThat(stack.read(ON_FAILURE_FUNCTION, "Properties", "Timeout")).isEqualTo(30);
        assertThat(stack.properties(ON_FAILURE_INVOCATIONS))
                .containsEntry("MaximumEventAgeInSeconds", 300)
                .containsEntry("MaximumRetryAttempts", 2);
        assertThat(stack.read(CLEANUP, "Properties", "ServiceTimeout"))
                .isEqualTo(Integer.toString(timing.serviceTimeout()));
    }

    private static Iterable<Timing> everyTiming() {
        return IntStream.rangeClosed(0, (int) JobExecutionResource.LONGEST_GRACE_PERIOD.toSeconds())
                .boxed()
                .flatMap(seconds -> Stream.of(new Timing(seconds, false), new Timing(seconds, true)))
                .toList();
    }

    private static SynthesizedStack withGracePeriod(int seconds) {
        Stack stack = new Stack();
        JobExecutionCleanup.Builder.create(stack, "Rollout")
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .gracePeriod(Duration.seconds(seconds))
                .build();
        return SynthesizedStack.of(stack);
    }
}
