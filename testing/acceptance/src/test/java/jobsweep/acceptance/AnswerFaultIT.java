package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.AnswerFault;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs beside other tests, since it spends most of its time waiting for answers that hang.
@Execution(ExecutionMode.CONCURRENT)
final class AnswerFaultIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    static Stream<List<AnswerFault>> passingFaults() {
        return Stream.of(
                List.of(AnswerFault.INTERNAL_ERROR, AnswerFault.SLOW_DOWN),
                List.of(AnswerFault.RESET),
                List.of(AnswerFault.HANG));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @MethodSource("passingFaults")
    void anAnswerIsPutAgainUntilItHasArrived(List<AnswerFault> faults) {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().bucket().failNext(faults.toArray(AnswerFault[]::new));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.invocations()).hasSize(2).allMatch(AttemptResult::succeeded);
        assertThat(log(CLOUD.request("Delete"))).endsWith("\"putAttempts\":%s".formatted(faults.size() + 1));
        assertThat(CLOUD.operations()).containsOnlyOnce("DeleteJobExecution");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aSlowBucketIsWaitedFor() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().bucket().meanwhileNext(() -> Time.system().sleep(Duration.ofSeconds(2)), true);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.invocations()).hasSize(2).allMatch(AttemptResult::succeeded);
        assertThat(log(CLOUD.request("Delete"))).endsWith("\"putAttempts\":1");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anAnswerThatIsRefusedFailsTheInvocationAndTheNextOneDoesNoHarm() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().bucket().failNext(AnswerFault.ACCESS_DENIED);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.invocations().subList(1, 3))
                .extracting(AttemptResult::attempt)
                .containsExactly(1, 2);
        assertThat(CLOUD.invocations().get(1).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed)
                                .returns("jobsweep.cloudformation.UndeliveredException", Outcome.Failed::errorType)
                                .returns(
                                        "The answer did not reach " + host() + ": HTTP 403 after 1 attempt(s)",
                                        Outcome.Failed::message));
        assertThat(CLOUD.operations()).containsOnlyOnce("DeleteJobExecution");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anAnswerThatTheFunctionCannotDeliverComesFromTheOnFailureFunction() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().bucket().failNext(AnswerFault.ACCESS_DENIED, AnswerFault.ACCESS_DENIED, AnswerFault.ACCESS_DENIED);

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "RetriesExhausted after 3 invocation(s)", "HTTP 403", "Its log is in the log group Provider-");
        assertThat(CLOUD.executions()).isEmpty();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anAnswerThatNeverArrivesEndsWithTheServiceTimeout() {
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        AnswerFault[] forEver = new AnswerFault[6];
        Arrays.fill(forEver, AnswerFault.ACCESS_DENIED);
        CLOUD.aws().bucket().failNext(forEver);

        CompletableFuture<Stack> deletion = CLOUD.aws().cloudFormation().deleteStack(CLOUD.stackName());
        CLOUD.awaitInvocations(1 + 3 + 3);
        CLOUD.aws().customResources().timeOut(CLOUD.request("Delete"));

        Stack stack = Cloud.finished(deletion);
        CLOUD.expectAnswers(CLOUD.request("Delete"), 0);
        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .startsWith("CloudFormation did not receive a response from your Custom Resource");
        assertThat(CLOUD.invocations()).hasSize(1 + 3 + 3);
        assertThat(CLOUD.executions()).isEmpty();
    }

    private static String host() {
        String hostAndPort = CLOUD.aws().endpoints().bucket().hostAndPort();
        return hostAndPort.substring(0, hostAndPort.indexOf(':'));
    }

    /// The line that the function's last attempt at the request left, up to its duration.
    private static String log(JsonNode request) {
        String requestId = request.path("RequestId").asText();
        return CLOUD.aws().lambda().logs(request.path("ServiceToken").asText()).stream()
                .filter(line -> line.contains(requestId))
                .reduce((earlier, later) -> later)
                .map(line -> line.substring(0, line.indexOf(",\"durationMillis\"")))
                .orElseThrow();
    }
}
