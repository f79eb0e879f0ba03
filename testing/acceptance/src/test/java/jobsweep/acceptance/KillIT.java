package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.Moment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The function's JVM is killed, at one moment or another. The campaign kills it thousands of times, in every request
/// and at every call; here it is a real process.
final class KillIT {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @BeforeEach
    void expectKills() {
        CLOUD.expectKills();
        CLOUD.queued(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatIsKilledOnceIsInvokedAgainAndAnswers(When moment) {
        carryOutUpTo("Delete");

        assertThat(killed("Delete", moment, 1).status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
        isAnsweredWithItsId();
    }

    @ParameterizedTest
    @CsvSource({"Create, CREATE_COMPLETE", "Update, UPDATE_COMPLETE"})
    void soItDoesInAnyOtherRequest(String request, StackStatus status) {
        carryOutUpTo(request);

        assertThat(killed(request, When.BEFORE_THE_ANSWER_IS_TAKEN, 1).status()).isEqualTo(status);
        assertThat(CLOUD.executions()).hasSize(1);
        isAnsweredWithItsId();
    }

    @Test
    void aFunctionThatIsKilledInEveryAttemptIsAnsweredForInLambdasWords() {
        carryOutUpTo("Delete");

        Stack stack = killed("Delete", When.BEFORE_THE_ANSWER_IS_TAKEN, 3);

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "The function could not answer: Lambda gave up with RetriesExhausted after 3 invocation(s)",
                        "Runtime.ExitError",
                        "signal: killed",
                        "Its log is in the log group Provider-");
        assertThat(CLOUD.answersTo(CLOUD.request("Delete")))
                .singleElement()
                .extracting(answer -> answer.path("PhysicalResourceId"))
                .isEqualTo(CLOUD.request("Delete").path("PhysicalResourceId"));
    }

    @Test
    void aFunctionThatIsKilledAfterEveryAnswerHasAnsweredAllTheSame() {
        carryOutUpTo("Delete");

        Stack stack = killed("Delete", When.AFTER_THE_ANSWER_IS_TAKEN, 3);

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    private static void isAnsweredWithItsId() {
        assertThat(CLOUD.answersTo(CLOUD.requests().getLast()))
                .allMatch(answer -> answer.path("Status").asText().equals("SUCCESS"))
                .extracting(answer -> answer.path("PhysicalResourceId").asText())
                .containsOnly("firmware-42/" + CLOUD.thing() + "/1@" + Cloud.QUEUED_AT.toEpochMilli());
    }

    private static Stack killed(String request, When moment, int attempts) {
        String function = Objects.requireNonNull(
                CLOUD.aws().cloudFormation().stack("Provider").outputs().get("ServiceToken"));
        IntStream.range(0, attempts).forEach(attempt -> moment.meetsNext(CLOUD.aws(), function));
        return carryOut(request);
    }

    private static void carryOutUpTo(String request) {
        Stream.of("Create", "Update", "Delete")
                .takeWhile(earlier -> !earlier.equals(request))
                .forEach(KillIT::carryOut);
    }

    private static Stack carryOut(String request) {
        Rollout rollout = Rollout.on(CLOUD.thing());
        Stack stack = switch (request) {
            case "Create" -> CLOUD.create(rollout.template());
            case "Update" -> CLOUD.update(rollout.with("Force", true).template());
            default -> CLOUD.delete();
        };
        assertThat(CLOUD.invocations()).extracting(AttemptResult::outcome).doesNotContainNull();
        return stack;
    }

    /// When the function's JVM is killed while it works on a Delete, or before.
    enum When {
        WHILE_IT_IS_IDLE,
        WHILE_IT_STARTS,
        WHEN_IT_GETS_THE_EVENT,
        AFTER_IOT_HAS_DELETED,
        BEFORE_THE_ANSWER_IS_TAKEN,
        AFTER_THE_ANSWER_IS_TAKEN,
        WHEN_IT_RESPONDS;

        /// Lets the next attempt end so.
        void meetsNext(SimulatedAws aws, String functionArn) {
            Lambda lambda = aws.lambda();
            Runnable kill = () -> lambda.killEnvironments(functionArn);
            switch (this) {
                case WHILE_IT_IS_IDLE -> kill.run();
                case WHILE_IT_STARTS -> {
                    kill.run();
                    lambda.killNext(functionArn, Moment.BEFORE_HAND_OUT);
                }
                case WHEN_IT_GETS_THE_EVENT -> lambda.killNext(functionArn, Moment.AT_HAND_OUT);
                case AFTER_IOT_HAS_DELETED -> aws.iot().next(Operation.DELETE, new Fault.Meanwhile(kill, true));
                case BEFORE_THE_ANSWER_IS_TAKEN -> aws.bucket().meanwhileNext(kill, false);
                case AFTER_THE_ANSWER_IS_TAKEN -> aws.bucket().meanwhileNext(kill, true);
                case WHEN_IT_RESPONDS -> lambda.killNext(functionArn, Moment.AT_RESPONSE);
            }
        }
    }
}
