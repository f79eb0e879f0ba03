package jobsweep.simulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.time.ManualTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class AsynchronousInvocationTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/Cleanup";
    private static final String ARN = "arn:aws:lambda:eu-central-1:123456789012:function:cleanup";
    private static final String DESTINATION = "arn:aws:lambda:eu-central-1:123456789012:function:last-resort";
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration LASTING = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Outcome SUCCESS = new Outcome.Succeeded("");
    private static final String REPORT = """
            {
              "errorMessage": "out of order",
              "errorType": "java.lang.IllegalStateException",
              "stackTrace": ["cleanup.Handler.handleRequest(Handler.java:7)"]
            }""";

    private final Outcome failure = new Outcome.Failed(JSON.readTree(REPORT));
    private final Iam iam = new Iam();
    private final ManualTime time = new ManualTime(START);
    private final GivenUpEvents givenUp = new GivenUpEvents(iam, this::tell);
    private final AsynchronousInvocation invocation = new AsynchronousInvocation(
            time, List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)), this::function, this::attempt, givenUp);
    private final Event event = new Event(ARN, "request-1", "{\"colour\":\"blue\"}", START, "");

    private final Map<String, FunctionConfiguration> functions = new HashMap<>();
    private final Queue<Outcome> outcomes = new ArrayDeque<>();
    private final List<Integer> attempts = new ArrayList<>();
    private final List<JsonNode> told = new ArrayList<>();

    AsynchronousInvocationTest() throws IOException {
        iam.putRole(ROLE, JSON.readTree("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                               "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        iam.putRolePolicy(ROLE, "Tell", JSON.readTree("""
                {"Statement": {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "%s"}}""".formatted(DESTINATION)));
        put(settings(2, Duration.ofHours(6)));
        functions.put(DESTINATION, function(DESTINATION, EventSettings.DEFAULT));
    }

    @Test
    void anEventThatFailsIsTriedAgainAfterAMinuteAndAfterTwo() {
        outcomes.addAll(List.of(failure, failure, SUCCESS));

        invocation.deliver(event);

        assertThat(attempts).containsExactly(1, 2, 3);
        assertThat(time.naps()).containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(givenUp.all()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void theDestinationIsToldOfAnEventThatFailedThreeTimes() throws IOException {
        outcomes.addAll(List.of(failure, failure, failure));

        invocation.deliver(event);

        assertThat(told).containsExactly(JSON.readTree("""
                {
                  "version": "1.0",
                  "timestamp": "2026-03-01T12:03:15.000Z",
                  "requestContext": {
                    "requestId": "request-1",
                    "functionArn": "arn:aws:lambda:eu-central-1:123456789012:function:cleanup:$LATEST",
                    "condition": "RetriesExhausted",
                    "approximateInvokeCount": 3
                  },
                  "requestPayload": {"colour": "blue"},
                  "responseContext": {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"},
                  "responsePayload": %s
                }
                """.formatted(REPORT)));
    }

    @Test
    void anEventIsTriedAsOftenAsItsFunctionSays() {
        put(settings(0, Duration.ofHours(6)));
        outcomes.add(failure);

        invocation.deliver(event);

        assertThat(attempts).containsExactly(1);
        assertThat(told).extracting(AsynchronousInvocationTest::condition).containsExactly("RetriesExhausted 1");
    }

    @Test
    void anAttemptThatWouldComeTooLateIsNotWaitedFor() {
        put(settings(2, Duration.ofMinutes(3)));
        outcomes.addAll(List.of(failure, failure));

        invocation.deliver(event);

        assertThat(time.naps()).containsExactly(Duration.ofMinutes(1));
        assertThat(told).extracting(AsynchronousInvocationTest::condition).containsExactly("EventAgeExceeded 2");
    }

    @Test
    void anEventThatIsTooOldAtOnceHasNoResponse() {
        put(settings(2, Duration.ofMinutes(1)));
        time.pass(Duration.ofSeconds(61));

        invocation.deliver(event);

        assertThat(attempts).isEmpty();
        assertThat(told).extracting(AsynchronousInvocationTest::condition).containsExactly("EventAgeExceeded 0");
        assertThat(told.getFirst().fieldNames())
                .toIterable()
                .containsExactly("version", "timestamp", "requestContext", "requestPayload");
    }

    @Test
    void anEventCountsAsGivenUpWithoutADestinationToo() {
        put(new EventSettings(0, Duration.ofHours(6), Optional.empty()));
        outcomes.add(failure);

        invocation.deliver(event);

        assertThat(givenUp.all()).extracting(FailureRecord::event).containsExactly(event);
        assertThat(told).isEmpty();
    }

    @Test
    void settingsCountAsTheyAreWhenTheyAreNeeded() {
        outcomes.addAll(List.of(failure, failure));
        put(new EventSettings(1, Duration.ofHours(6), Optional.empty()));

        invocation.deliver(event);

        assertThat(attempts).containsExactly(1, 2);
    }

    @Test
    void anEventOfADeletedFunctionIsDropped() {
        functions.clear();

        invocation.deliver(event);

        assertThat(attempts).isEmpty();
        assertThat(givenUp.all()).isEmpty();
    }

    @Test
    void aRoleThatMayNotInvokeTheDestinationLosesTheRecord() {
        iam.deleteRolePolicy(ROLE, "Tell");
        outcomes.addAll(List.of(failure, failure, failure));

        invocation.deliver(event);

        assertThat(told).isEmpty();
        assertThat(givenUp.destinationFailures()).singleElement().satisfies(failure -> {
            assertThat(failure.record().event()).isEqualTo(event);
            assertThat(failure.reason()).contains("is not authorized to perform: lambda:InvokeFunction", DESTINATION);
        });
    }

    @Test
    void aDestinationThatIsGoneLosesTheRecord() {
        functions.remove(DESTINATION);
        outcomes.addAll(List.of(failure, failure, failure));

        invocation.deliver(event);

        assertThat(told).isEmpty();
        assertThat(givenUp.destinationFailures())
                .extracting(DestinationFailure::reason)
                .containsExactly("function " + DESTINATION + " does not exist");
    }

    static List<Arguments> failures() {
        String id = "RequestId: request-1 Error: ";
        return List.of(
                Arguments.of(
                        new Outcome.TimedOut(Duration.ofMinutes(2)),
                        "Sandbox.Timedout",
                        id + "Task timed out after 120.00 seconds"),
                Arguments.of(
                        new Outcome.Crashed(1), "Runtime.ExitError", id + "Runtime exited with error: exit status 1"),
                Arguments.of(
                        new Outcome.Crashed(137),
                        "Runtime.ExitError",
                        id + "Runtime exited with error: signal: killed"),
                Arguments.of(
                        new Outcome.Crashed(0), "Runtime.ExitError", id + "Runtime exited without providing a reason"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anAttemptThatTheRuntimeDidNotReportHasLambdasWords(Outcome outcome, String type, String message) {
        put(settings(0, Duration.ofHours(6)));
        outcomes.add(outcome);

        invocation.deliver(event);

        JsonNode response = told.getFirst().path("responsePayload");
        assertThat(response.path("errorType").asText()).isEqualTo(type);
        assertThat(response.path("errorMessage").asText()).isEqualTo(message);
    }

    @Test
    void anEventDoesNotShowItsPayload() {
        Event secret = new Event(ARN, "request-2", "\"secret\"", START, "");

        assertThat(secret.toString()).contains(secret.requestId()).doesNotContain("\"secret\"");
    }

    private Optional<FunctionConfiguration> function(String functionArn) {
        return Optional.ofNullable(functions.get(functionArn));
    }

    private AttemptResult attempt(FunctionConfiguration function, Event tried, int attempt) {
        attempts.add(attempt);
        time.pass(LASTING);
        return new AttemptResult(
                function.functionArn(),
                tried.requestId(),
                attempt,
                "log",
                Optional.empty(),
                time.instant(),
                outcomes.remove());
    }

    private void tell(String functionArn, JsonNode payload) {
        if (!functions.containsKey(functionArn)) {
            throw new IllegalArgumentException("function " + functionArn + " does not exist");
        }
        told.add(payload);
    }

    private void put(EventSettings settings) {
        functions.put(ARN, function(ARN, settings));
    }

    private static String condition(JsonNode record) {
        JsonNode context = record.path("requestContext");
        return context.path("condition").asText() + " "
                + context.path("approximateInvokeCount").asText();
    }

    private static EventSettings settings(int retries, Duration age) {
        return new EventSettings(retries, age, Optional.of(DESTINATION));
    }

    private static FunctionConfiguration function(String functionArn, EventSettings settings) {
        return FunctionConfiguration.builder(functionArn)
                .roleArn(ROLE)
                .events(settings)
                .build();
    }
}
