package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A cleanup leaves its stack's own function for the deployed provider's, step by step as the documents have it.
final class MovedCleanupIT {
    private static final String THING = "greenhouse-7";
    private static final String SHARED = "Shared";

    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @BeforeEach
    void createWithItsOwnFunction() {
        CLOUD.queued(THING, 1);
        CLOUD.create(CdkTemplates.EVERY_EXECUTION.template());
    }

    @Test
    void twoUpdatesMoveItAndTheExecutionStaysUntilTheStackGoes() {
        Stack moving = CLOUD.update(CdkTemplates.MOVING.template());

        assertThat(moving.status()).as("%s", moving.events()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(cleanups(moving)).containsExactly("firmware-42/greenhouse-7", "firmware-42/greenhouse-7");

        Stack moved = CLOUD.update(CdkTemplates.MOVED.template());

        assertThat(moved.status()).as("%s", moved.events()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(moved.physicalResourceIds().keySet())
                .singleElement()
                .asString()
                .startsWith(SHARED);
        assertThat(CLOUD.executionsOn(THING)).hasSize(1);

        assertThat(CLOUD.delete().status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executionsOn(THING)).isEmpty();
    }

    @Test
    void aMoveThatIsRolledBackKeepsTheExecution() {
        CLOUD.jobs().createThing("taken");

        Stack stack = CLOUD.update(CdkTemplates.FAILING_MOVE.template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stack.events())
                .anyMatch(event -> event.logicalResourceId().startsWith(SHARED)
                        && event.status().equals("CREATE_COMPLETE"));
        assertThat(cleanups(stack)).hasSize(1);
        assertThat(CLOUD.executionsOn(THING)).hasSize(1);
    }

    private static List<String> cleanups(Stack stack) {
        return stack.physicalResourceIds().values().stream()
                .filter(id -> id.startsWith("firmware-42/"))
                .toList();
    }
}
