package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;

class ImportedQueueTest {
    private static final String ARN = "arn:aws:sqs:eu-west-1:123456789012:cleanups";

    private final App app = new App();
    private final Stack stack = new Stack(app, "Rollouts");

    @Test
    void aProviderDefersToAQueueOfAnotherApp() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .deferTo(queue(attributes()))
                .build();
        cleanup("firmware-42").build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("Defer", "true");
        assertThat(synthesized().read(FUNCTION, "Properties", "Environment", "Variables"))
                .asString()
                .contains(Variables.DEFER_QUEUE_URL, "sqs.eu-west-1.", "/123456789012/cleanups");
        assertThat(synthesized().statements().toString()).contains("sqs:SendMessage", ARN);
    }

    @Test
    void itsArnMayBeAnExportOfTheOtherApp() {
        IJobExecutionCleanupQueue queue =
                queue(JobExecutionCleanupQueueAttributes.builder().queueArn(Fn.importValue("JobsweepQueueArn")));

        assertThat(stack.resolve(queue.getQueue().getQueueArn()))
                .isEqualTo(Map.of("Fn::ImportValue", "JobsweepQueueArn"));
    }

    @Test
    void whatIsKnownOfItsPatternsIsHeldAgainstCleanups() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .deferTo(queue(attributes().jobPatterns(List.of("firmware-*")).thingPatterns(List.of("*"))))
                .build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup("cert-1").build())
                .withMessage(
                        "Rollouts/Rollout defers to the queue Rollouts/Cleanups: its JobId must be covered by the patterns [firmware-*], got 'cert-1'");
    }

    @Test
    void aKindThatItWasNotDeployedForIsRefused() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .deferTo(queue(attributes().allowDeferred(RequestKind.ONE_EXECUTION)))
                .build();
        cleanup("firmware-42").build();

        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "call allowDeferred(RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING) where the queue is made, and in the attributes of one of another app");
    }

    @Test
    void itsMetricsNeedItsConsumersName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> queue(attributes()).metricDeleted())
                .withMessage(
                        "consumerName must be given to fromAttributes for Rollouts/Cleanups, whose consumer is asked for");
        IJobExecutionCleanupQueue named = JobExecutionCleanupQueue.fromAttributes(
                stack, "Named", attributes().consumerName("consumer").build());

        assertThat(stack.resolve(Objects.requireNonNull(named.metricDeleted().getDimensions())))
                .asString()
                .contains("FunctionName", ":function:consumer");
    }

    @Test
    void anArnOfSomethingElseIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes().queueArn("https://sqs.eu-west-1.amazonaws.com/123456789012/cleanups"))
                .withMessageStartingWith(
                        "queueArn must be an ARN arn:<partition>:sqs:<Region>:<account>:…, got 'https:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes().keyArn("alias/key"))
                .withMessageStartingWith("keyArn must be an ARN arn:<partition>:kms:");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes().keyArn("arn:aws:kms:eu-west-1:123456789012:alias/key"))
                .withMessageStartingWith("keyArn must be a key's and not an alias's");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes().queueArn(null).build())
                .withMessageStartingWith("queueArn is required");
    }

    @Test
    void aQueueThatTakesNoMessageWithoutAGroupIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes().queueArn(ARN + ".fifo"))
                .withMessage(
                        "queueArn must be a standard queue's, as a JobExecutionCleanupQueue has, got '%s.fifo'", ARN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cleanups", "arn:aws:sqs:eu-west-1:123456789012:cleanups", "https://sqs/cleanups"})
    void aQueuesUrlIsOne(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> attributes().queueUrl(url))
                .withMessage("queueUrl must be https://<host>/<account>/<name>, got '%s'", url);
    }

    @Test
    void kindsThatAreNullAreNotSaid() {
        RequestKind[] unsaid = null;

        assertThat(queue(attributes().allowDeferred(unsaid)).allowsDeferred(RequestKind.EVERY_JOB_ON_A_THING))
                .isTrue();
    }

    private IJobExecutionCleanupQueue queue(JobExecutionCleanupQueueAttributes.Builder attributes) {
        return JobExecutionCleanupQueue.fromAttributes(stack, "Cleanups", attributes.build());
    }

    private static JobExecutionCleanupQueueAttributes.Builder attributes() {
        return JobExecutionCleanupQueueAttributes.builder().queueArn(ARN);
    }

    private JobExecutionCleanup.Builder cleanup(String jobId) {
        return JobExecutionCleanup.Builder.create(stack, "Rollout")
                .jobId(jobId)
                .thingName("greenhouse-7")
                .defer(true);
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
