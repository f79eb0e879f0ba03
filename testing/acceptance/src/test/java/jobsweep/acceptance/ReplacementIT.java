package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.Execution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ReplacementIT {
    private static final List<Execution> OLD = List.of(
            queued("firmware-42", "greenhouse-1", 1),
            queued("firmware-42", "greenhouse-2", 1),
            queued("firmware-41", "greenhouse-1", 1));
    private static final List<Execution> NEW = List.of(
            queued("firmware-42", "greenhouse-1", 2),
            queued("firmware-42", "greenhouse-3", 1),
            queued("firmware-43", "greenhouse-1", 1));

    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @BeforeEach
    void createTheOldOnes() {
        OLD.forEach(CLOUD.jobs()::put);
    }

    @Test
    void anotherJobThingOrNumberDeletesTheOldExecutionAlthoughTheNewTemplateDoesNotNameIt() {
        CLOUD.create(CdkTemplates.FIRST_ROLLOUT.template());
        NEW.forEach(CLOUD.jobs()::put);

        Stack stack = CLOUD.update(CdkTemplates.SECOND_ROLLOUT.template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        assertThat(stack.statusReason()).isEmpty();
        assertThat(CLOUD.jobs().executions()).containsAll(NEW).doesNotContainAnyElementsOf(OLD);
        assertThat(mayDelete(stack, "firmware-42", "greenhouse-3")).isTrue();
        assertThat(mayDelete(stack, "firmware-42", "greenhouse-2")).isFalse();
        assertThat(mayDelete(stack, "firmware-41", "greenhouse-1")).isFalse();
    }

    @Test
    void aReplacementThatFailsIsTakenBackAndDeletesNothing() {
        CLOUD.jobs().createThing("taken");
        Map<String, String> ids =
                CLOUD.create(CdkTemplates.FIRST_ROLLOUT.template()).physicalResourceIds();

        Stack stack = CLOUD.update(CdkTemplates.FAILING_ROLLOUT.template());

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_ROLLBACK_COMPLETE);
        assertThat(stack.statusReason()).isEmpty();
        assertThat(stack.physicalResourceIds()).isEqualTo(ids);
        assertThat(CLOUD.jobs().executions()).containsAll(OLD);
        assertThat(CLOUD.requests().stream().map(ReplacementIT::type))
                .containsSubsequence("Create", "Update", "Update", "Delete");
        assertThat(mayDelete(stack, "firmware-42", "greenhouse-2")).isTrue();
        assertThat(mayDelete(stack, "firmware-42", "greenhouse-3")).isFalse();
    }

    private static boolean mayDelete(Stack stack, String jobId, String thingName) {
        String role = stack.physicalResourceIds().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith("JobExecutionCleanupProviderRole"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        Iam iam = CLOUD.aws().iam();
        String prefix = "arn:aws:iot:us-east-1:123456789012:";
        return iam.authorize(
                        iam.accessKeyFor("arn:aws:iam::123456789012:role/" + role),
                        "iot:DeleteJobExecution",
                        List.of(prefix + "job/" + jobId, prefix + "thing/" + thingName))
                instanceof Decision.Allowed;
    }

    private static String type(JsonNode request) {
        return request.path("RequestType").asText();
    }

    private static Execution queued(String jobId, String thingName, long number) {
        return Execution.queued(jobId, thingName, number, Cloud.QUEUED_AT);
    }
}
