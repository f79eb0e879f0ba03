package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import jobsweep.simulator.cloudformation.CloudFormationRules;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudformation.UrlSigning;
import jobsweep.simulator.iot.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// CloudFormation as it may be too, where nobody knows.
final class OtherReadingsIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud(ProductAccount.builder()
            .cloudFormationRules(CloudFormationRules.builder()
                    .deletesPastFailures(false)
                    .repeatsCleanUpRequests(true)
                    .urlSigning(UrlSigning.WITHOUT_DATE)
                    .build()));

    @Test
    void anExecutionInProgressStaysWithItsThingUntilItsDeviceHasEndedIt() {
        Stack stack = CLOUD.create(Rollout.withThing(CLOUD.thing()).template());
        long number = CLOUD.jobs().queue("firmware-42", CLOUD.thing());
        CLOUD.jobs().start("firmware-42", CLOUD.thing(), number);

        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(CLOUD.jobs().hasThing(CLOUD.thing())).isTrue();

        CLOUD.jobs().finish("firmware-42", CLOUD.thing(), number, Status.SUCCEEDED);
        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(CLOUD.jobs().hasThing(CLOUD.thing())).isFalse();
    }

    @Test
    void aRequestThatACleanUpSendsThreeTimesIsAnsweredEachTime() {
        CLOUD.inProgress(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());

        Stack stack = CLOUD.update(Template.parse("Resources: {Other: {Type: AWS::IoT::Thing}}"));

        assertThat(stack.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
        List<JsonNode> deletions = CLOUD.requests().stream().skip(1).toList();
        assertThat(deletions).hasSize(3).containsOnly(deletions.getFirst());
        assertThat(CLOUD.answersTo(deletions.getFirst()))
                .hasSize(3)
                .extracting(answer -> answer.path("Status").asText())
                .containsOnly("FAILED");
        CLOUD.expectAnswers(deletions.getFirst(), 3);
    }
}
