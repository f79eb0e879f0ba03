package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The permissions in the templates against the calls of the stacks they make. That every call is allowed, [Cloud]
/// asserts after each test; that every permission is needed is asserted here.
final class PermissionIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @ParameterizedTest
    @EnumSource(names = {"EXAMPLE", "EVERY_EXECUTION"})
    void aStackNeedsEveryPermissionOfItsRole(CdkTemplates template) {
        Stack stack = CLOUD.create(template.template());
        String role = role(stack);
        CLOUD.queued("greenhouse-7", 1);
        if (template == CdkTemplates.EVERY_EXECUTION) {
            // Of several, each is looked at before it goes.
            CLOUD.queued("greenhouse-7", 2);
        }

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executionsOn("greenhouse-7")).isEmpty();
        assertThat(CLOUD.aws().iam().unusedStatements(role)).isEmpty();
    }

    @Test
    void theProviderForTemplatesOfOthersNeedsEveryPermissionOfItsRole() {
        String role = role(CLOUD.aws().cloudFormation().stack("Provider"));
        CLOUD.queued(1);
        CLOUD.queued(2);

        Stack stack = CLOUD.create(
                Rollout.on(CLOUD.thing()).beside("""
                  Others:
                    Type: Custom::IoTJobExecution
                    DependsOn: Rollout
                    Properties:
                      ServiceToken: !ImportValue JobsweepServiceToken
                      JobId: firmware-42
                      ThingName: %s
                """.formatted(CLOUD.thing())).template());
        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(CLOUD.aws().iam().unusedStatements(role)).isEmpty();
    }

    private static String role(Stack stack) {
        return stack.physicalResourceIds().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith("JobExecutionCleanupProviderRole"))
                .map(Map.Entry::getValue)
                .map(name -> "arn:aws:iam::123456789012:role/" + name)
                .findFirst()
                .orElseThrow();
    }
}
