package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.iot.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GracePeriodIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @Test
    void anExecutionThatItsDeviceEndsInTimeIsDeletedWithoutForce() {
        Execution execution = CLOUD.inProgress(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).with("GracePeriodSeconds", 20).template());
        Runnable deviceSucceeds = () -> CLOUD.jobs().put(execution.endedAt(Cloud.QUEUED_AT, Status.SUCCEEDED));
        CLOUD.aws()
                .iot()
                .next(
                        Operation.DESCRIBE,
                        new Fault.Meanwhile(() -> {}, true),
                        new Fault.Meanwhile(deviceSucceeds, true));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(deletion().parameters()).containsEntry("force", "false");
        assertThat(CLOUD.operations()).endsWith("DescribeJobExecution", "DescribeJobExecution", "DeleteJobExecution");
    }

    @Test
    void anExecutionThatIsStillInProgressAfterwardsFailsTheDeletion() {
        CLOUD.inProgress(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).with("GracePeriodSeconds", 2).template());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains("is IN_PROGRESS after 2 s of grace", "a longer GracePeriodSeconds");
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @Test
    void anExecutionThatIsStillInProgressAfterwardsGoesByForce() {
        CLOUD.inProgress(1);
        CLOUD.create(Rollout.on(CLOUD.thing())
                .with("GracePeriodSeconds", 2)
                .with("Force", true)
                .template());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(deletion().parameters()).containsEntry("force", "true");
    }

    @Test
    void aPeriodLongerThanTheProvidersFunctionHasIsRefusedOnCreate() {
        Stack stack = CLOUD.create(
                Rollout.on(CLOUD.thing()).with("GracePeriodSeconds", 780).template());

        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(Cloud.reason(stack, "Rollout", "CREATE_FAILED"))
                .contains("GracePeriodSeconds must be at most ", "with this provider", "got '780'");
    }

    private static Call deletion() {
        return CLOUD.calls().getLast();
    }
}
