package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CLEANUP;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import jobsweep.contract.RequestKind;
import jobsweep.contract.Variables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;

class DeferQueueTest {
    private final App app = new App();
    private final Stack queues = new Stack(app, "Queues");
    private final Stack stack = new Stack(app, "Rollouts");
    private final JobExecutionCleanupQueue queue = queue(queues, "firmware-*");

    @Test
    void theResourceSaysSo() {
        queue.allowDeferred(RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING);
        deferring(stack).build();
        cleanup(stack).defer(true).build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("Defer", "true");
    }

    @Test
    void theFunctionKnowsItsStackAndItsQueue() {
        deferring(stack).build();

        assertThat(synthesized().read(FUNCTION, "Properties", "Environment", "Variables", Variables.STACK_ID))
                .isEqualTo(Map.of("Ref", "AWS::StackId"));
        assertThat(synthesized().read(FUNCTION, "Properties", "Environment", "Variables", Variables.DEFER_QUEUE_URL))
                .isEqualTo(imported("Ref"));
    }

    @Test
    void withoutAQueueTheFunctionKnowsItsStackOnly() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().read(FUNCTION, "Properties", "Environment", "Variables"))
                .isEqualTo(Map.of(Variables.STACK_ID, Map.of("Ref", "AWS::StackId")));
    }

    @Test
    void theFunctionMaySendToItsQueueAndToNoOther() {
        deferring(stack).build();

        assertThat(synthesized().statements())
                .filteredOn(statement ->
                        SynthesizedStack.at(statement, "Action").toString().contains("sqs:"))
                .isEqualTo(List.of(Map.of(
                        "Action",
                        List.of("sqs:SendMessage"),
                        "Effect",
                        "Allow",
                        "Resource",
                        List.of(imported("FnGetAtt")))));
    }

    @Test
    void theQueueIsMadeBeforeTheProviderAndGoesAfterIt() {
        deferring(stack).build();
        app.synth();

        assertThat(stack.getDependencies()).containsExactly(queues);
    }

    @Test
    void aQueueOfAnotherRegionOrAccountIsRefused() {
        Stack far = inEnvironment("Far", "123456789012", "eu-west-1");
        Stack foreign = inEnvironment("Foreign", "210987654321", "us-east-1");
        Stack near = inEnvironment("Near", "123456789012", "us-east-1");

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(near).deferTo(queue(far, "*")))
                .withMessage(
                        "deferTo must be given a queue of the provider's Region, us-east-1, got one of eu-west-1, whose consumer would find nothing to delete");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(near).deferTo(queue(foreign, "*")))
                .withMessageContaining("the provider's account, 123456789012, got one of 210987654321");
    }

    private Stack inEnvironment(String id, String account, String region) {
        return Stack.Builder.create(app, id)
                .env(Environment.builder().account(account).region(region).build())
                .build();
    }

    @Test
    void aQueueThatGoesWithTheProviderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(stack).deferTo(queue(stack, "*")))
                .withMessage(
                        "deferTo must be given a queue of another stack, got Rollouts/Cleanups of the provider's own: CloudFormation deletes queue and provider together with what they are to clean up");
        Stack nested = NestedStack.Builder.create(stack, "Nested").build();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> JobExecutionCleanupProvider.Builder.create(stack).deferTo(queue(nested, "*")))
                .withMessageContaining("got Rollouts/Nested/Cleanups of the provider's own");
    }

    @Test
    void aCleanupThatDefersNeedsAProviderWithAQueue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).defer(true).build())
                .withMessage(
                        "Defer must not be true for Rollouts/Rollout, whose provider has no cleanup queue to defer to: make the JobExecutionCleanupProvider with deferTo, before its first JobExecutionCleanup, and a JobExecutionCleanupQueue of another stack");
    }

    @Test
    void whatATokenStandsForIsLeftForTheFunctionToCheck() {
        String token = CfnParameter.Builder.create(stack, "Defer").build().getValueAsString();
        cleanup(stack).defer(token).build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("Defer", Map.of("Ref", "Defer"));
    }

    @Test
    void whetherAProviderOfAnotherAppHasAQueueIsLeftForTheFunctionToCheck() {
        cleanup(stack)
                .provider(JobExecutionCleanupProvider.fromServiceToken(
                        stack, "Provider", Fn.importValue("JobsweepServiceToken")))
                .defer(true)
                .build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("Defer", "true");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yes", "TRUE"})
    void deferIsTrueOrFalseAndNothingElse(String defer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).defer(defer))
                .withMessage("Defer must be true or false, got '%s'", defer);
    }

    @Test
    void theConsumerMayDeleteWhatNamesJobAndThingAndLookAgainAndAgain() {
        queue.allowDeferred(RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING);

        assertThat(consumersActions())
                .contains("iot:DeleteJobExecution", "iot:DescribeJobExecution", "iot:ListJobExecutionsForThing")
                .doesNotContain("iot:ListJobExecutionsForJob");
        assertThat(recursiveLoop()).isEqualTo("Allow");
    }

    @Test
    void theQueueHasToBeToldOfAllThatOthersMayUseTheProviderFor() {
        deferring(stack)
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"))
                .allowCleanups(RequestKind.EVERY_THING_OF_A_JOB)
                .build();
        queue.allowDeferred(RequestKind.ONE_EXECUTION, RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING);

        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[Rollouts/JobExecutionCleanupProvider] The queue Queues/Cleanups, to which this is deferred, must be told of its kind: call allowDeferred(RequestKind.EVERY_THING_OF_A_JOB) where");
    }

    @Test
    void aCleanupThatTheQueuesPatternsDoNotCoverIsRefused() {
        deferring(stack).build();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> cleanup(stack).jobId("cert-1").defer(true).build())
                .withMessage(
                        "Rollouts/Rollout defers to the queue Queues/Cleanups: its JobId must be covered by the patterns [firmware-*], got 'cert-1'");
    }

    @Test
    void aCleanupThatDoesNotDeferMayBeOutsideOfTheQueuesPatterns() {
        deferring(stack).build();
        cleanup(stack).jobId("cert-1").defer(false).build();

        assertThat(synthesized().properties(CLEANUP)).containsEntry("Defer", "false");
    }

    @Test
    void aKindThatTheConsumerMayNotCarryOutIsRefused() {
        deferring(stack).build();
        everyJob().defer(true).build();

        assertThatThrownBy(app::synth)
                .hasMessageContaining(
                        "[Rollouts/Rollout] The queue Queues/Cleanups, to which this is deferred, must be told of its kind: call allowDeferred(RequestKind.EVERY_JOB_ON_A_THING) where the queue is made, and in the attributes of one of another app, and keep it for as long as deletions may wait there");
    }

    @Test
    void aKindThatTheQueueIsToldOfLaterPasses() {
        deferring(stack).build();
        everyJob().defer(true).build();
        queue.allowDeferred(RequestKind.EVERY_JOB_ON_A_THING);

        assertThatCode(app::synth).doesNotThrowAnyException();
    }

    @Test
    void otherAppsAreAllowedByTheQueueAlone() {
        queue.allowDeferred(RequestKind.ONE_EXECUTION);

        assertThat(consumersActions())
                .contains("iot:DeleteJobExecution")
                .doesNotContain("iot:ListJobExecutionsForThing");
        assertThat(recursiveLoop()).isEqualTo("Allow");
        assertThatIllegalArgumentException()
                .isThrownBy(queue::allowDeferred)
                .withMessage("kinds must name at least one kind of requests, got none");
    }

    private JobExecutionCleanupProvider.Builder deferring(Stack provider) {
        return JobExecutionCleanupProvider.Builder.create(provider).deferTo(queue);
    }

    private static JobExecutionCleanupQueue queue(Stack scope, String jobs) {
        return JobExecutionCleanupQueue.Builder.create(scope, "Cleanups")
                .jobPatterns(List.of(jobs))
                .thingPatterns(List.of("*"))
                .build();
    }

    private JobExecutionCleanup.Builder cleanup(Stack scope) {
        return JobExecutionCleanup.Builder.create(scope, "Rollout")
                .jobId("firmware-42")
                .thingName("greenhouse-7");
    }

    private JobExecutionCleanup.Builder everyJob() {
        return JobExecutionCleanup.Builder.create(stack, "Rollout").everyJob().thingName("greenhouse-7");
    }

    /// What the queue's stack exports.
    private Map<String, String> imported(String attribute) {
        String name = SynthesizedStack.of(queues).template().findOutputs("*").keySet().stream()
                .filter(output -> output.startsWith("ExportsOutput" + attribute + "CleanupsQueue"))
                .findFirst()
                .orElseThrow();
        return Map.of("Fn::ImportValue", "Queues:" + name);
    }

    private @Nullable Object recursiveLoop() {
        return consumer().get("RecursiveLoop");
    }

    private Map<Object, Object> consumer() {
        return SynthesizedStack.of(queues).properties("AWS::Lambda::Function");
    }

    private List<Object> consumersActions() {
        return SynthesizedStack.of(queues).template().findResources("AWS::IAM::Policy").values().stream()
                .flatMap(policy ->
                        ((List<?>) SynthesizedStack.at(policy, "Properties", "PolicyDocument", "Statement")).stream())
                .<Object>flatMap(statement -> ((List<?>) SynthesizedStack.at(statement, "Action")).stream())
                .toList();
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
