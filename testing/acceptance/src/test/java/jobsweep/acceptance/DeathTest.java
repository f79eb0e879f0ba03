package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.lambda.Invocation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// The function's JVM is killed, at one moment or another of a Create, an Update or a Delete.
final class DeathTest {
    @RegisterExtension
    private static final Cloud CLOUD = new Cloud();

    @BeforeEach
    void expectDeaths() {
        CLOUD.expectDeaths();
        CLOUD.queued(1);
    }

    static Stream<Arguments> deaths() {
        return Stream.of("Create", "Update", "Delete")
                .flatMap(request -> Arrays.stream(Death.values())
                        .filter(death -> request.equals("Delete") || !death.isOfDeleteOnly())
                        .map(death -> Arguments.of(request, death)));
    }

    @ParameterizedTest
    @MethodSource("deaths")
    void aFunctionThatDiesOnceIsInvokedAgainAndAnswers(String request, Death death) {
        carryOutUpTo(request);
        death.meets(CLOUD.aws(), providersFunction(), 1);

        Stack stack = carryOut(request);

        assertThat(stack.status().name()).isEqualTo(request.toUpperCase(Locale.ROOT) + "_COMPLETE");
        assertThat(CLOUD.executions()).hasSize(request.equals("Delete") ? 0 : 1);
        assertThat(CLOUD.answersTo(CLOUD.requests().getLast()))
                .allMatch(answer -> answer.path("Status").asText().equals("SUCCESS"))
                .extracting(answer -> answer.path("PhysicalResourceId").asText())
                .containsOnly("firmware-42/" + CLOUD.thing() + "/1@" + Cloud.QUEUED_AT.toEpochMilli());
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"WHILE_IT_IS_IDLE", "AFTER_IOT_HAS_DELETED", "AFTER_THE_ANSWER_IS_TAKEN", "WHEN_IT_RESPONDS"})
    void aFunctionThatDiesInEveryAttemptIsAnsweredForInLambdasWords(Death death) {
        carryOutUpTo("Delete");
        death.meets(CLOUD.aws(), providersFunction(), 3);

        Stack stack = carryOut("Delete");

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_FAILED);
        assertThat(Cloud.reason(stack, "Rollout", "DELETE_FAILED"))
                .contains(
                        "The function could not answer: Lambda gave up with RetriesExhausted after 3 invocation(s)",
                        "Runtime.ExitError",
                        "signal: killed",
                        "Its log is in the log group Provider-");
        JsonNode answer = onlyAnswer();
        assertThat(answer.path("PhysicalResourceId"))
                .isEqualTo(CLOUD.request("Delete").path("PhysicalResourceId"));
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_THE_ANSWER_IS_TAKEN", "WHEN_IT_RESPONDS"})
    void aFunctionThatDiesAfterEveryAnswerHasAnsweredAllTheSame(Death death) {
        carryOutUpTo("Delete");
        death.meets(CLOUD.aws(), providersFunction(), 3);

        Stack stack = carryOut("Delete");

        assertThat(stack.status()).isEqualTo(StackStatus.DELETE_COMPLETE);
        assertThat(CLOUD.executions()).isEmpty();
    }

    private static JsonNode onlyAnswer() {
        List<JsonNode> answers = CLOUD.answersTo(CLOUD.request("Delete"));
        assertThat(answers).hasSize(1);
        return answers.getFirst();
    }

    private static void carryOutUpTo(String request) {
        Stream.of("Create", "Update", "Delete")
                .takeWhile(earlier -> !earlier.equals(request))
                .forEach(DeathTest::carryOut);
    }

    private static Stack carryOut(String request) {
        Rollout rollout = Rollout.on(CLOUD.thing());
        Stack stack = switch (request) {
            case "Create" -> CLOUD.create(rollout.template());
            case "Update" -> CLOUD.update(rollout.with("Force", true).template());
            default -> CLOUD.delete();
        };
        assertThat(CLOUD.invocations()).extracting(Invocation::outcome).doesNotContainNull();
        return stack;
    }

    private static String providersFunction() {
        return Objects.requireNonNull(
                CLOUD.aws().cloudFormation().stack("Provider").outputs().get("ServiceToken"));
    }
}
