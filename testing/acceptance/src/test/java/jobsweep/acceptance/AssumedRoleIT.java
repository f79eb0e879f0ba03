package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A function that calls AWS IoT as another role: its own may do nothing there.
final class AssumedRoleIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @Test
    void theRoleDeletes() {
        Stack stack = CLOUD.create(CdkTemplates.AS_ANOTHER_ROLE.template());
        CLOUD.queued("greenhouse-9", 1);

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executionsOn("greenhouse-9")).isEmpty();
    }
}
