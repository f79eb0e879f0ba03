package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.JvmEnvironment;
import jobsweep.simulator.lambda.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// With functions whose time-out can be waited for, and is long enough for whatever is not to run into it.
@Execution(ExecutionMode.CONCURRENT)
final class TimeoutIT {
    @RegisterExtension
    private static final Cloud CLOUD =
            new Cloud(ProductAccount.builder().lambda(it -> it.longestTimeout(Duration.ofSeconds(20))));

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anIotThatHangsIsAnsweredBeforeTheFunctionsTimeIsUp() {
        CompletableFuture<Void> end = new CompletableFuture<>();
        CLOUD.aws().iot().every(Operation.DESCRIBE, Fault.heldUntil(end));

        Stack stack = CLOUD.create(Rollout.on(CLOUD.thing()).template());

        end.complete(null);
        assertThat(stack.status()).isEqualTo(StackStatus.ROLLBACK_COMPLETE);
        assertThat(Cloud.reason(stack, "Rollout", "CREATE_FAILED"))
                .contains("iot:DescribeJobExecution on arn:aws:iot:us-east-1:123456789012:job/firmware-42");
        assertThat(CLOUD.invocations()).hasSize(2).allMatch(AttemptResult::succeeded);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aFunctionThatStandsStillIsAnsweredForInLambdasWords() {
        CLOUD.expectKills();
        CLOUD.queued(1);
        CLOUD.create(Rollout.on(CLOUD.thing()).template());
        CLOUD.aws().iot().every(Operation.DESCRIBE, new Fault.Meanwhile(TimeoutIT::freezeTheFunction, false));

        Stack stack = CLOUD.delete();

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains("RetriesExhausted after 3 invocation(s)", "Task timed out after 20.00 seconds");
        assertThat(CLOUD.invocations())
                .extracting(AttemptResult::outcome)
                .filteredOn(Outcome.TimedOut.class::isInstance)
                .hasSize(3);
    }

    private static void freezeTheFunction() {
        String functionArn = CLOUD.requests().getLast().path("ServiceToken").asText();
        CLOUD.aws().lambda().environments(functionArn).stream()
                .map(JvmEnvironment.class::cast)
                .forEach(TimeoutIT::freeze);
    }

    private static void freeze(JvmEnvironment environment) {
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(environment.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
