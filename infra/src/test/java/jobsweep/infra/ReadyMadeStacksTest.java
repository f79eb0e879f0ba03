package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import jobsweep.contract.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;

class ReadyMadeStacksTest {
    private final App app = new App();

    @Test
    void anAppHasAsManyProvidersAsItNames() {
        Stack firmware = provider("Firmware", "firmware-*").build();
        Stack certificates = provider("Certificates", "cert-*").build();

        assertThat(exports(firmware)).containsExactlyInAnyOrder("FirmwareServiceToken", "FirmwareServiceTimeout");
        assertThat(exports(certificates))
                .containsExactlyInAnyOrder("CertificatesServiceToken", "CertificatesServiceTimeout");
        assertThat(deletable(firmware)).contains(":job/firmware-*").doesNotContain(":job/cert-*");
        assertThat(deletable(certificates)).contains(":job/cert-*").doesNotContain(":job/firmware-*");
    }

    @Test
    void anAppHasAsManyQueuesAsItNames() {
        Stack firmware = queue("Firmware").build();
        Stack certificates = queue("Certificates").build();

        assertThat(exports(firmware))
                .containsExactlyInAnyOrder("FirmwareQueueUrl", "FirmwareQueueArn", "FirmwareConsumerName");
        assertThat(exports(certificates)).doesNotContainAnyElementsOf(exports(firmware));
    }

    @Test
    void whatTheCdkKnowsOfAnyStackIsSetToo() {
        Stack stack = provider("Firmware", "firmware-*")
                .stackProps(StackProps.builder()
                        .env(Environment.builder().region("eu-west-1").build())
                        .stackName("firmware-provider")
                        .terminationProtection(true)
                        .build())
                .build();

        assertThat(stack.getStackName()).isEqualTo("firmware-provider");
        assertThat(stack.getRegion()).isEqualTo("eu-west-1");
        assertThat(stack.getTerminationProtection()).isTrue();
    }

    @Test
    void oneDefersToTheOther() {
        JobExecutionCleanupQueueStack queue = queue("Firmware").build();
        JobExecutionCleanupProviderStack provider = provider("FirmwareProvider", "firmware-*")
                .provider(settings -> settings.deferTo(queue.getQueue()))
                .build();
        app.synth();

        assertThat(provider.getDependencies()).containsExactly(queue);
        assertThat(environment(provider)).contains(Variables.DEFER_QUEUE_URL);
    }

    @Test
    void theAppsProviderDefersToTheAppsQueueByTheContext() {
        assertThat(environment(appByContext(Map.of("jobsweep:defer", "true")))).contains(Variables.DEFER_QUEUE_URL);
        assertThat(environment(appByContext(Map.of()))).doesNotContain(Variables.DEFER_QUEUE_URL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> appByContext(Map.of("jobsweep:defer", "yes")))
                .withMessage("jobsweep:defer must be true or false, got 'yes'");
    }

    @Test
    void withoutPatternsTheyAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobExecutionCleanupProviderStack.Builder.create(app, "Provider")
                        .build())
                .withMessageStartingWith("jobPatterns must be one or more patterns")
                .withMessageEndingWith(", got none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobExecutionCleanupQueueStack.Builder.create(app, "Queue")
                        .build())
                .withMessageStartingWith("jobPatterns must be one or more patterns");
    }

    @Test
    void nullMeansNotSet() {
        Stack stack = provider("Firmware", "firmware-*")
                .exportPrefix(null)
                .stackProps(null)
                .provider(null)
                .build();
        Stack queue = queue("Queue")
                .exportPrefix(null)
                .stackProps(null)
                .queue(null)
                .turnOnEvents(null)
                .build();

        assertThat(exports(stack)).contains(JobExecutionCleanupProviderStack.EXPORT_NAME);
        assertThat(exports(queue)).contains(JobExecutionCleanupQueueStack.EXPORT_NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ä", "a/b"})
    void aPrefixThatNoExportCanHaveIsRefused(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> queue("Queue").exportPrefix(prefix))
                .withMessage("exportPrefix must be 1 to 200 characters of a-z, A-Z, 0-9, : and -, got '%s'", prefix);
    }

    private JobExecutionCleanupProviderStack.Builder provider(String name, String jobs) {
        return JobExecutionCleanupProviderStack.Builder.create(app, name)
                .exportPrefix(name)
                .provider(settings -> settings.jobPatterns(List.of(jobs)).thingPatterns(List.of("*")));
    }

    private JobExecutionCleanupQueueStack.Builder queue(String name) {
        return JobExecutionCleanupQueueStack.Builder.create(app, name)
                .exportPrefix(name)
                .queue(settings -> settings.jobPatterns(List.of("*")).thingPatterns(List.of("*")));
    }

    private static Stack appByContext(Map<String, Object> more) {
        App app = new App(AppProps.builder()
                .context(Map.of(ProviderContext.JOB_PATTERNS, "*", ProviderContext.THING_PATTERNS, "*"))
                .build());
        more.forEach(app.getNode()::setContext);
        return JobsweepApp.addStacks(app);
    }

    private static List<Object> exports(Stack stack) {
        return SynthesizedStack.of(stack).template().findOutputs("*").values().stream()
                .filter(output -> output.containsKey("Export"))
                .map(output -> SynthesizedStack.at(output, "Export", "Name"))
                .toList();
    }

    private static List<String> deletable(Stack stack) {
        return SynthesizedStack.of(stack).resourcesOf("iot:DeleteJobExecution", "iot:DescribeJobExecution");
    }

    private static Set<Object> environment(Stack stack) {
        Object variables =
                SynthesizedStack.of(stack).read(SynthesizedStack.FUNCTION, "Properties", "Environment", "Variables");
        return Set.copyOf(((Map<?, ?>) variables).keySet());
    }
}
