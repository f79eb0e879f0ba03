package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.lambda.AttemptResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StackLifeIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @Test
    void anEventThatCannotBeAnsweredRaisesTheErrorAlarm() {
        Stack provider = CLOUD.aws().cloudFormation().stack("Provider");
        String alarm = provider.physicalResourceIds().entrySet().stream()
                .filter(resource -> resource.getKey().contains("ErrorAlarm"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        assertThat(CLOUD.aws().alarms().isRaised(alarm)).isFalse();

        CLOUD.aws()
                .lambda()
                .invoke(
                        Objects.requireNonNull(provider.outputs().get("ServiceToken")),
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("RequestType", "Delete")
                                .put("ResponseURL", "https://example.com/"));
        CLOUD.aws().lambda().awaitQuiet();

        assertThat(CLOUD.invocations()).singleElement().matches(AttemptResult::succeeded);
        assertThat(CLOUD.aws().alarms().isRaised(alarm)).isTrue();
    }

    @Test
    void theStackMayComeBeforeTheJob() {
        Stack stack = CLOUD.create(Rollout.withThing(CLOUD.thing()).template());

        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(stack.physicalResourceIds()).containsEntry("Rollout", "firmware-42/" + CLOUD.thing() + "/1");
        assertThat(stack.outputs()).isEqualTo(Map.of("ExecutionNumber", "", "Status", "", "QueuedAt", ""));
        assertThat(CLOUD.operations()).containsExactly("DescribeJobExecution");
    }

    @Test
    void theExecutionThatExistsIsRememberedAndLeftAsItIs() {
        Execution existing = CLOUD.queued(1);

        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).template());

        assertThat(stack.physicalResourceIds())
                .containsEntry("Rollout", "firmware-42/" + CLOUD.thing() + "/1@" + Cloud.QUEUED_AT.toEpochMilli());
        assertThat(stack.outputs())
                .isEqualTo(Map.of("ExecutionNumber", "1", "Status", "QUEUED", "QueuedAt", "2026-03-01T12:00:00.036Z"));
        assertThat(CLOUD.executions()).containsExactly(existing);
        assertThat(CLOUD.operations()).containsExactly("DescribeJobExecution");
    }

    @Test
    void theExecutionGoesBeforeItsThing() {
        Stack stack = CLOUD.create(Rollout.withThing(CLOUD.thing()).template());
        CLOUD.jobs().queue("firmware-42", CLOUD.thing());

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(stack.events())
                .extracting(event -> event.logicalResourceId() + " " + event.status())
                .containsSubsequence("Rollout DELETE_COMPLETE", "Thing DELETE_IN_PROGRESS", "Thing DELETE_COMPLETE");
    }

    @Test
    void anExecutionThatIsAlreadyGoneIsNoError() {
        CLOUD.queued(1);
        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().next(Operation.DESCRIBE, new Fault.Refusal(404, "ResourceNotFoundException", "Gone"));

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
    }

    @Test
    void anUpdateOfForceKeepsTheId() {
        CLOUD.queued(1);
        Rollout rollout = Rollout.on(CLOUD.thing());
        Map<String, String> ids = CLOUD.create(rollout.template()).physicalResourceIds();

        Stack stack = CLOUD.update(rollout.with("Force", true).template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.physicalResourceIds()).isEqualTo(ids);
        assertThat(CLOUD.executions()).hasSize(1);
        assertThat(CLOUD.operations()).containsOnly("DescribeJobExecution");
    }

    @Test
    void aWrongPropertyIsKnownOnlyWhenDeployedAndCallsNobody() {
        CLOUD.queued(1);

        Stack stack = CLOUD.create(
                Rollout.on(CLOUD.thing()).with("JobId", "firmware 42").template());

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(Cloud.reason(stack, "Rollout", "CREATE_FAILED"))
                .contains("JobId must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -", "got 'firmware 42'");
        assertThat(CLOUD.request("Delete").path("PhysicalResourceId").asText())
                .isEqualTo("create-failed:"
                        + CLOUD.request("Create").path("RequestId").asText());
        assertThat(CLOUD.calls()).isEmpty();
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @Test
    void aCreationThatIsCancelledDeletesNothing() {
        CLOUD.queued(1);
        CompletableFuture<Void> rolledBack = new CompletableFuture<>();
        CLOUD.aws().iot().every(Operation.DESCRIBE, Fault.heldUntil(rolledBack));
        CLOUD.jobs().createThing("taken");

        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).beside("""
                  First:
                    Type: Custom::IoTJobExecution
                    Properties:
                      ServiceToken: !ImportValue JobsweepServiceToken
                      JobId: firmware-43
                      ThingName: greenhouse-7
                  Taken:
                    Type: AWS::IoT::Thing
                    DependsOn: First
                    Properties: {ThingName: taken}
                """).template());
        rolledBack.complete(null);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(Cloud.reason(stack, "Rollout", "CREATE_FAILED")).isEqualTo("Resource creation cancelled");
        assertThat(CLOUD.requests())
                .filteredOn(
                        request -> request.path("LogicalResourceId").asText().equals("Rollout"))
                .extracting(request -> request.path("RequestType").asText())
                .containsExactly("Create", "Delete");
        assertThat(CLOUD.requests().getLast().path("PhysicalResourceId").asText())
                .doesNotContain("@");
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"RETAIN", "RETAIN_ON_UPDATE_OR_DELETE"})
    void whatIsRetainedIsNotDeleted(CdkTemplates retained) {
        CLOUD.queued("greenhouse-7", 1);
        CLOUD.create(retained.template());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.requests())
                .extracting(request -> request.path("RequestType").asText())
                .containsExactly("Create");
        assertThat(CLOUD.executionsOn("greenhouse-7")).hasSize(1);
    }

    @Test
    void whatIsRetainedIsNotDeletedWhenItIsReplacedEither() {
        CLOUD.queued(1);
        Rollout rollout = Rollout.on(CLOUD.thing()).withAttribute("UpdateReplacePolicy", "Retain");
        CLOUD.create(rollout.template());

        Stack stack = CLOUD.update(rollout.with("ExecutionNumber", 2).template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.physicalResourceIds()).containsEntry("Rollout", "firmware-42/" + CLOUD.thing() + "/2");
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @Test
    void anExecutionInProgressStaysUntilItsDeviceHasEndedIt() {
        CLOUD.inProgress(1);
        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).template());

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "Job execution firmware-42/" + CLOUD.thing() + "/1 is IN_PROGRESS",
                        "Delete again once its device has ended it",
                        "Force: true",
                        "DeletionPolicy: Retain");
        assertThat(CLOUD.executions()).hasSize(1);

        CLOUD.jobs().finish("firmware-42", CLOUD.thing(), 1, Status.SUCCEEDED);
        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    @Test
    void aThingThatGoesInSpiteOfItsRefusedCleanupLeavesAnExecutionThatCanBeDeleted() {
        Stack stack = CLOUD.create(Rollout.withThing(CLOUD.thing()).template());
        CLOUD.jobs().start("firmware-42", CLOUD.thing(), CLOUD.jobs().queue("firmware-42", CLOUD.thing()));

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(CLOUD.jobs().hasThing(CLOUD.thing())).isFalse();
        assertThat(CLOUD.executions()).extracting(Execution::status).containsExactly(Status.REMOVED);

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    @Test
    void forceDeletesAnExecutionInProgress() {
        CLOUD.inProgress(1);
        Rollout rollout = Rollout.on(CLOUD.thing());
        CLOUD.create(rollout.template());

        CLOUD.update(rollout.with("Force", true).template());
        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(CLOUD.calls().getLast().parameters()).containsEntry("force", "true");
    }

    @ParameterizedTest
    @CsvSource({
        "JobId, firmware-43, firmware-43/greenhouse-7/1",
        "ThingName, greenhouse-8, firmware-42/greenhouse-8/1",
        "ExecutionNumber, 2, firmware-42/greenhouse-7/2"
    })
    void anotherJobThingOrNumberIsAnotherResource(String property, String value, String id) {
        Rollout rollout = Rollout.on("greenhouse-7");
        CLOUD.create(rollout.template());

        Stack stack = CLOUD.update(rollout.with(property, value).template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.physicalResourceIds()).containsEntry("Rollout", id);
        assertThat(CLOUD.requests())
                .extracting(request -> request.path("RequestType").asText())
                .containsExactly("Create", "Update", "Delete");
    }
}
