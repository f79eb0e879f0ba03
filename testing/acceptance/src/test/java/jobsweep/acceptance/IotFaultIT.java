package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

final class IotFaultIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    static Stream<Arguments> passingFaults() {
        Fault[] faults = {
            Fault.throttling(),
            Fault.status(500),
            Fault.status(503),
            new Fault.Refusal(429, "TooManyRequestsException", "Slow down"),
            new Fault.Garbage(200, "<html>Welcome</html>"),
            new Fault.Garbage(502, "<html>Bad Gateway</html>"),
            Fault.dropped()
        };
        return Stream.of(faults).map(fault -> Arguments.of(Named.of(fault.toString(), fault)));
    }

    @ParameterizedTest
    @MethodSource("passingFaults")
    void whatPassesIsTriedAgain(Fault fault) {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().next(Operation.DELETE, fault);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        assertThat(CLOUD.operations())
                .endsWith("DeleteJobExecution")
                .filteredOn("DeleteJobExecution"::equals)
                .hasSize(2);
    }

    @Test
    void anAnswerThatComesLateIsWaitedFor() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().next(Operation.DELETE, Fault.delay(Duration.ofSeconds(2)));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.operations()).containsOnlyOnce("DeleteJobExecution");
    }

    @Test
    void aDeletionWhoseAnswerIsLostIsLookedForAndNotRepeated() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().next(Operation.DELETE, Fault.answerLost());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.operations())
                .endsWith("DeleteJobExecution", "DescribeJobExecution")
                .containsOnlyOnce("DeleteJobExecution");
    }

    @Test
    void aDeletionIsTriedAgainOnlyAfterAnotherLook() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().next(Operation.DELETE, Fault.status(500));

        CLOUD.delete();

        assertThat(CLOUD.operations())
                .endsWith("DescribeJobExecution", "DeleteJobExecution", "DescribeJobExecution", "DeleteJobExecution");
    }

    @ParameterizedTest
    @EnumSource(names = {"DESCRIBE", "LIST"})
    void whatPassesIsTriedAgainWhenIotIsAskedToo(Operation operation) {
        CLOUD.queued(1);
        Rollout rollout = Rollout.on(CLOUD.thing());
        CLOUD.create((operation == Operation.LIST ? rollout.withoutNumber() : rollout).template());
        CLOUD.aws().iot().next(operation, Fault.status(500), Fault.dropped());

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    static Stream<Arguments> lastingFaults() {
        return Stream.of(
                Arguments.of(Named.of("denied", Fault.accessDenied()), "AccessDeniedException"),
                Arguments.of(Named.of("a page of HTML", Fault.html()), "HTTP 403"),
                Arguments.of(
                        Named.of("invalid", new Fault.Refusal(400, "InvalidRequestException", "Bad number")),
                        "Bad number"));
    }

    @ParameterizedTest
    @MethodSource("lastingFaults")
    void whatLastsFailsNamingActionAndArns(Fault fault, String answer) {
        CLOUD.expectDenials();
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().every(Operation.DELETE, fault);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "iot:DeleteJobExecution",
                        "arn:aws:iot:us-east-1:123456789012:job/firmware-42",
                        "arn:aws:iot:us-east-1:123456789012:thing/" + CLOUD.thing(),
                        answer);
        assertThat(CLOUD.executions()).hasSize(1);
    }

    @Test
    void aPolicyThatIsNotInForceYetDelaysACreateAndDoesNotFailIt() {
        CLOUD.expectDenials();
        CLOUD.queued(1);
        CLOUD.aws().iot().next(Operation.DESCRIBE, Fault.accessDenied(), Fault.accessDenied());

        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).template());

        assertThat(stack.status()).isEqualTo(StackStatus.CREATE_COMPLETE);
        assertThat(stack.outputs()).containsEntry("Status", "QUEUED");
    }

    @Test
    void aProviderThatMayNotTouchTheJobSaysWhatItsRoleMustAllow() {
        CLOUD.expectDenials();
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        updateProvider(CdkTemplates.PROVIDER.text().replace(":job/*", ":job/recipe-*"));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "the function's role must allow iot:DescribeJobExecution",
                        "arn:aws:iot:us-east-1:123456789012:job/firmware-42",
                        "arn:aws:iot:us-east-1:123456789012:thing/" + CLOUD.thing());
        assertThat(CLOUD.executions()).hasSize(1);

        updateProvider(CdkTemplates.PROVIDER.text());
        CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    private static void updateProvider(String template) {
        Stack provider = Cloud.finished(
                CLOUD.aws().cloudFormation().updateStack("Provider", Template.parse(template), Map.of()));
        assertThat(provider.status()).isEqualTo(StackStatus.UPDATE_COMPLETE);
    }
}
