package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;

class LongestGracePeriodTest {
    private static final String SERVICE_TOKEN = "arn:aws:lambda:eu-central-1:123456789012:function:jobsweep";

    private final App app = new App();
    private final Stack stack = new Stack(app, "Rollouts");

    @Test
    void theFunctionHasTimeForTheLongestGracePeriodOfItsStack() {
        cleanup(stack, "None").build();
        cleanup(stack, "Long").gracePeriod(Duration.seconds(300)).build();
        cleanup(stack, "Short").gracePeriod(Duration.seconds(60)).build();

        assertThat(functionTimeout(stack)).isEqualTo(420);
        assertThat(SynthesizedStack.of(stack).read(INVOCATIONS, "Properties", "MaximumEventAgeInSeconds"))
                .isEqualTo(1140);
    }

    @Test
    void everyCleanupWaitsAsLongAsTheOneWithTheLongestGracePeriod() {
        cleanup(stack, "None").build();
        cleanup(stack, "Long").gracePeriod(Duration.seconds(300)).build();
        cleanup(stack, "Short").gracePeriod(Duration.seconds(60)).build();

        assertThat(serviceTimeouts(stack)).containsExactly("1950", "1950", "1950");
    }

    @Test
    void aTimeThatWasReadEarlyFollowsTheCleanupsThatCame() {
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.getOrCreate(stack);
        cleanup(stack, "None").build();
        assertThat(stack.resolve(provider.getServiceTimeout())).isEqualTo("1050");

        cleanup(stack, "Long").gracePeriod(Duration.seconds(300)).build();

        assertThat(stack.resolve(provider.getServiceTimeout())).isEqualTo("1950");
        assertThat(serviceTimeouts(stack)).containsExactly("1950", "1950");
    }

    @Test
    void theProviderMayExpectALongerGracePeriodThanItsStackHas() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .longestGracePeriod(Duration.minutes(10))
                .build();
        cleanup(stack, "Short").gracePeriod(Duration.seconds(60)).build();

        assertThat(functionTimeout(stack)).isEqualTo(720);
        assertThat(serviceTimeouts(stack)).containsExactly("2850");
    }

    @Test
    void aStackMayHaveALongerGracePeriodThanItsProviderExpects() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .longestGracePeriod(Duration.minutes(1))
                .build();
        cleanup(stack, "Long").gracePeriod(Duration.minutes(10)).build();

        assertThat(functionTimeout(stack)).isEqualTo(720);
    }

    @Test
    void aCleanupOfAnotherStackOfTheAppCountsToo() {
        JobExecutionCleanupProvider shared = JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"))
                .build();
        Stack user = new Stack(app, "User");
        cleanup(user, "Early").provider(shared).build();
        cleanup(stack, "Own").build();
        cleanup(user, "Long").provider(shared).gracePeriod(Duration.minutes(10)).build();

        assertThat(functionTimeout(stack)).isEqualTo(720);
        assertThat(serviceTimeouts(stack)).containsExactly("2850");
        assertThat(serviceTimeouts(user)).containsExactly("2850", "2850");
    }

    @Test
    void aProviderOfAnotherAppIsTakenForOneWithoutGracePeriods() {
        cleanup(stack, "Rollout")
                .provider(JobExecutionCleanupProvider.fromServiceToken(stack, "Provider", SERVICE_TOKEN))
                .build();

        assertThat(serviceTimeouts(stack)).containsExactly("1050");
    }

    @Test
    void aProviderOfAnotherAppIsWaitedForAsLongAsItWasDeployedFor() {
        cleanup(stack, "Rollout")
                .provider(provider(Duration.minutes(10)))
                .gracePeriod(Duration.minutes(10))
                .build();

        assertThat(serviceTimeouts(stack)).containsExactly("2850");
    }

    @Test
    void aLongerGracePeriodThanTheOtherAppsProviderHasTimeForIsRefused() {
        IJobExecutionCleanupProvider provider = provider(Duration.minutes(10));
        JobExecutionCleanup.Builder cleanup =
                cleanup(stack, "Rollout").provider(provider).gracePeriod(Duration.seconds(601));

        assertThatIllegalArgumentException()
                .isThrownBy(cleanup::build)
                .withMessage(
                        "GracePeriodSeconds must be at most 600, the longest that fromAttributes was given for the provider of Rollouts/Rollout, got '601': deploy that provider with a longestGracePeriod that covers it, LongestGracePeriodSeconds in its template, and give fromAttributes the same");
    }

    @Test
    void aLongestGracePeriodIsHeldAgainstTheSameRules() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        JobExecutionCleanupProvider.Builder.create(stack).longestGracePeriod(Duration.minutes(14)))
                .withMessage("longestGracePeriod must be a whole number from 0 to 780, got '840'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider(Duration.millis(500)))
                .withMessage("longestGracePeriod must be a whole number from 0 to 780, got '0.5'");
    }

    @Test
    void whatTheProvidersStackSaysOfItsTimeCounts() {
        cleanup(stack, "Rollout")
                .provider(JobExecutionCleanupProvider.fromAttributes(
                        stack,
                        "Provider",
                        JobExecutionCleanupProviderAttributes.builder()
                                .serviceToken(SERVICE_TOKEN)
                                .serviceTimeout(Fn.importValue("JobsweepServiceTimeout"))
                                .build()))
                .build();

        assertThat(serviceTimeouts(stack)).containsExactly(Map.of("Fn::ImportValue", "JobsweepServiceTimeout"));
    }

    private IJobExecutionCleanupProvider provider(Duration longestGracePeriod) {
        return JobExecutionCleanupProvider.fromAttributes(
                stack,
                "Provider",
                JobExecutionCleanupProviderAttributes.builder()
                        .serviceToken(SERVICE_TOKEN)
                        .longestGracePeriod(longestGracePeriod)
                        .build());
    }

    private static Object functionTimeout(Stack stack) {
        return SynthesizedStack.of(stack).read(FUNCTION, "Properties", "Timeout");
    }

    private static List<Object> serviceTimeouts(Stack stack) {
        return SynthesizedStack.of(stack).template().findResources(CLEANUP).values().stream()
                .map(cleanup -> at(cleanup, "Properties", "ServiceTimeout"))
                .toList();
    }

    private static JobExecutionCleanup.Builder cleanup(Stack stack, String id) {
        return JobExecutionCleanup.Builder.create(stack, id)
                .jobId("firmware-42")
                .thingName("greenhouse-7");
    }
}
