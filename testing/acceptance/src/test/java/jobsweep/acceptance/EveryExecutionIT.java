package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EveryExecutionIT {
    /// More than a page of IoT's, which holds 250 at most.
    private static final int SEVERAL_PAGES = 260;

    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @Test
    void withoutANumberEveryExecutionOfTheJobOnTheThingIsDeletedAndNoOther() {
        Rollout rollout = Rollout.on(CLOUD.thing()).withoutNumber();
        CLOUD.create(rollout.template());
        LongStream.rangeClosed(1, SEVERAL_PAGES).forEach(CLOUD::queued);
        List<Execution> others = List.of(
                Execution.queued("firmware-43", CLOUD.thing(), 1, Cloud.QUEUED_AT),
                Execution.queued("firmware-42", CLOUD.thing() + "0", 1, Cloud.QUEUED_AT),
                Execution.queued("firmware-4", CLOUD.thing(), 1, Cloud.QUEUED_AT));
        others.forEach(CLOUD.jobs()::put);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executionsOn(CLOUD.thing())).containsExactlyInAnyOrder(others.getFirst(), others.getLast());
        assertThat(CLOUD.executionsOn(CLOUD.thing() + "0")).hasSize(1);
        assertThat(CLOUD.operations()).startsWith("ListJobExecutionsForThing", "ListJobExecutionsForThing");
    }

    @Test
    void executionsThatStayDoNotKeepTheOthersFromGoing() {
        Rollout rollout = Rollout.on(CLOUD.thing()).withoutNumber();
        CLOUD.create(rollout.template());
        LongStream.of(1, 3, 5).forEach(CLOUD::queued);
        LongStream.of(2, 4).forEach(CLOUD::inProgress);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "2 of 5 job executions could not be deleted",
                        "firmware-42/" + CLOUD.thing() + "/2 is IN_PROGRESS",
                        "firmware-42/" + CLOUD.thing() + "/4 is IN_PROGRESS");
        assertThat(CLOUD.executions()).extracting(Execution::number).containsExactly(2L, 4L);
    }

    @Test
    void aNamespaceIsPassedOnToIot() {
        Rollout rollout = Rollout.on(CLOUD.thing()).withoutNumber().with("NamespaceId", "greengrass");
        CLOUD.create(rollout.template());
        CLOUD.jobs().put(CLOUD.queued(1).inNamespace("greengrass"));
        CLOUD.jobs().put(CLOUD.queued(2).inNamespace("other"));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).extracting(Execution::number).containsExactly(2L);
        assertThat(CLOUD.calls())
                .extracting(Call::parameters)
                .allSatisfy(parameters -> assertThat(parameters).containsEntry("namespaceId", "greengrass"));
    }

    @Test
    void aThingThatIsGoneHasNothingToDelete() {
        CLOUD.create(Rollout.on(CLOUD.thing()).withoutNumber().template());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.operations()).containsExactly("ListJobExecutionsForThing");
    }

    @Test
    void anUpdateFromAllExecutionsToOneOfThemIsRefusedAndDeletesNothing() {
        CLOUD.queued(1);
        CLOUD.queued(2);
        Map<String, String> ids = CLOUD.create(
                        Rollout.on(CLOUD.thing()).withoutNumber().template())
                .physicalResourceIds();

        Stack stack = CLOUD.update(Rollout.on(CLOUD.thing()).template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stack.physicalResourceIds()).isEqualTo(ids);
        assertThat(Cloud.reason(stack, "Rollout", "UPDATE_FAILED"))
                .contains("can't become one for firmware-42/" + CLOUD.thing() + "/1", "DeletionPolicy: Retain");
        assertThat(CLOUD.executions()).hasSize(2);
    }

    @Test
    void anUpdateFromOneExecutionToAllOfThemIsRefusedAndDeletesNothing() {
        CLOUD.queued(1);
        CLOUD.queued(2);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());

        Stack stack = CLOUD.update(Rollout.on(CLOUD.thing()).withoutNumber().template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(CLOUD.executions()).hasSize(2);
    }
}
