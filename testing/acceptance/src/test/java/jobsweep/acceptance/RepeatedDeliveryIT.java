package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.DeletableStates;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Under the less convenient readings of AWS's documents: numbers are used again, and what is queued needs force.
final class RepeatedDeliveryIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud(ProductAccount.builder()
            .iotRules(IotRules.builder()
                    .reuseNumbers(true)
                    .deletable(DeletableStates.API_REFERENCE)
                    .build()));

    @Test
    void aLateDeleteLeavesANewerExecutionWithTheSameNumberAlone() {
        CLOUD.jobs().createThing(CLOUD.thing());
        long number = CLOUD.jobs().queue("firmware-42", CLOUD.thing());
        CLOUD.create(Rollout.on(CLOUD.thing()).with("Force", true).template());
        CLOUD.delete();
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(CLOUD.jobs().queue("firmware-42", CLOUD.thing())).isEqualTo(number);

        CLOUD.deliverAgain(CLOUD.request("Delete"));

        assertThat(CLOUD.executions()).hasSize(1);
        assertThat(CLOUD.answersTo(CLOUD.request("Delete"))).allMatch(RepeatedDeliveryIT::isSuccess);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLateDeleteLeavesAnExecutionThatWasQueuedSinceAloneAlsoWhereItsIdDoesNotKnowIt(boolean numbered) {
        Rollout rollout = Rollout.on(CLOUD.thing()).with("Force", true);
        CLOUD.create((numbered ? rollout : rollout.withoutNumber()).template());
        CLOUD.delete();
        Instant aMinuteLater = Instant.now().plus(Duration.ofMinutes(1));
        CLOUD.jobs().put(Execution.queued("firmware-42", CLOUD.thing(), 1, aMinuteLater));

        CLOUD.deliverAgain(CLOUD.request("Delete"));

        assertThat(CLOUD.executions()).hasSize(1);
        assertThat(CLOUD.answersTo(CLOUD.request("Delete"))).allMatch(RepeatedDeliveryIT::isSuccess);
    }

    @Test
    void aDeleteThatOvertakesItsCreateFindsNothingToDo() {
        CLOUD.expectKills();
        CLOUD.queued(1);
        CompletableFuture<Void> overtaken = new CompletableFuture<>();
        Runnable overtake = () -> {
            CLOUD.aws().customResources().timeOut(CLOUD.request("Create"));
            overtaken.join();
        };
        CLOUD.aws().iot().next(Operation.DESCRIBE, new Fault.Meanwhile(overtake, true));

        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).template());
        overtaken.complete(null);

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(CLOUD.request("Delete").path("PhysicalResourceId").asText()).doesNotContain("/");
        assertThat(CLOUD.executions()).hasSize(1);
        assertThat(CLOUD.operations()).doesNotContain("DeleteJobExecution");
    }

    @Test
    void theStackLeavesANewerExecutionWithTheSameNumberAlone() {
        CLOUD.jobs().createThing(CLOUD.thing());
        CLOUD.jobs().queue("firmware-42", CLOUD.thing());
        CLOUD.create(Rollout.on(CLOUD.thing()).with("Force", true).template());
        CLOUD.aws().jobs().put(CLOUD.queued(1));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @Test
    void theSameRequestTwiceIsAnsweredTwiceAndAlike() {
        CLOUD.queued(1);
        Rollout rollout = Rollout.on(CLOUD.thing());
        CLOUD.create(rollout.template());
        CLOUD.deliverAgain(CLOUD.request("Create"));
        CLOUD.update(rollout.with("Force", true).template());
        CLOUD.deliverAgain(CLOUD.request("Update"));
        CLOUD.delete();

        CLOUD.deliverAgain(CLOUD.request("Delete"));

        assertThat(CLOUD.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(CLOUD.answersTo(request))
                        .allMatch(RepeatedDeliveryIT::isSuccess)
                        .extracting(answer -> answer.path("PhysicalResourceId").asText())
                        .containsOnly("firmware-42/" + CLOUD.thing() + "/1@" + Cloud.QUEUED_AT.toEpochMilli()));
        assertThat(CLOUD.executions()).isEmpty();
    }

    @Test
    void anExecutionThatIotDoesNotDeleteWhileItIsQueuedIsRefusedWithAdvice() {
        CLOUD.queued(1);
        Rollout rollout = Rollout.on(CLOUD.thing());
        CLOUD.create(rollout.template());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED")).contains("is QUEUED", "Force: true");
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @Test
    void forceDeletesItAllTheSame() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).with("Force", true).template());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    private static boolean isSuccess(JsonNode answer) {
        return answer.path("Status").asText().equals("SUCCESS");
    }
}
