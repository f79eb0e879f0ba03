package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.LoopbackServer.Request;
import jobsweep.SqsEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The consumer on the SDK's real clients, with AWS IoT and SQS on loopback.
class CleanupQueueHandlerTest {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "JOBSWEEP_QUEUE_URL", "https://queue",
            "JOBSWEEP_DEAD_LETTER_QUEUE_URL", "https://dead",
            "JOBSWEEP_MAXIMUM_TRIES", "10",
            "JOBSWEEP_CALLS_PER_SECOND", "10",
            "JOBSWEEP_CONSUMERS", "20");
    private static final String FINISHED =
            "{\"JobId\":\"firmware\",\"ThingName\":\"sensor\",\"OnlyFinished\":\"true\"}";
    /// Queued right when the messages were sent.
    private static final Reply LISTED = Reply.json(200, """
            {"executionSummaries":[{"jobId":"firmware","jobExecutionSummary":
              {"status":"SUCCEEDED","queuedAt":1772366400.5,"executionNumber":7}}]}""");

    private static final Reply DESCRIBED =
            Reply.json(200, "{\"execution\":{\"status\":\"SUCCEEDED\",\"queuedAt\":1772366400.5}}");
    private static final Reply DELETED = Reply.json(200, "{}");

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(60));
    private final LoopbackServer sqs = new LoopbackServer(Reply.json(200, "{}"));

    @AfterEach
    void stopSqs() {
        sqs.close();
    }

    @Test
    void aFinishedExecutionIsLookedUpAndLookedAtAgainWhenItsTurnHasCome() {
        try (var iot = new LoopbackServer(LISTED, DESCRIBED, DELETED)) {
            assertThat(handle(iot, SqsEvents.batch(1, FINISHED))).isEqualTo("{\"batchItemFailures\":[]}");

            assertThat(iot.requests())
                    .extracting(request -> request.method() + " " + request.target())
                    .containsExactly(
                            "GET /things/sensor/jobs?maxResults=250&jobId=firmware",
                            "GET /things/sensor/jobs/firmware?executionNumber=7",
                            "DELETE /things/sensor/jobs/firmware/executionNumber/7?force=false");
        }
        assertThat(lambda.log()).singleElement().asString().contains("\"Deleted\":1");
        assertThat(sqs.requests()).isEmpty();
    }

    @Test
    void anExecutionThatGotTheNumberWhileTheTurnWasWaitedForIsLeftAlone() {
        Reply newer = Reply.json(200, "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1772366401.5}}");
        try (var iot = new LoopbackServer(LISTED, newer)) {
            assertThat(handle(iot, SqsEvents.batch(1, FINISHED))).isEqualTo("{\"batchItemFailures\":[]}");

            assertThat(iot.requests()).extracting(Request::method).containsExactly("GET", "GET");
        }
    }

    @Test
    void aBrokenRequestCallsAwsIotNotOnce() {
        try (var iot = new LoopbackServer(LISTED)) {
            handle(iot, SqsEvents.batch(1, "{\"JobId\":\"firmware\"}"));

            assertThat(iot.requests()).isEmpty();
        }
        assertThat(sqs.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).contains("https://dead", "ThingName is required"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"stringValue\":\"yesterday\",\"dataType\":\"String\"}",
                "{\"stringValue\":\"1795727000\",\"dataType\":\"Number\"}",
                "{\"stringValue\":\"99999999999999\",\"dataType\":\"Number\"}",
                "{\"binaryValue\":\"AA==\",\"dataType\":\"Binary\"}"
            })
    void whateverSentAtASenderWritesOnlyWhatWasThereIsDeleted(String attribute) {
        Reply both = Reply.json(200, """
                {"executionSummaries":[
                  {"jobId":"firmware","jobExecutionSummary":{"status":"SUCCEEDED","queuedAt":1772366400.5,"executionNumber":7}},
                  {"jobId":"firmware","jobExecutionSummary":{"status":"SUCCEEDED","queuedAt":1772366401.5,"executionNumber":8}}]}""");
        try (var iot = new LoopbackServer(both, DESCRIBED, DELETED)) {
            var event = SqsEvents.withAttributes("\"SentAt\":" + attribute, FINISHED, "broken");

            assertThat(handle(iot, event)).contains("id-2").doesNotContain("id-1");

            assertThat(iot.requests())
                    .filteredOn(request -> request.method().equals("DELETE"))
                    .extracting(Request::target)
                    .containsExactly("/things/sensor/jobs/firmware/executionNumber/7?force=false");
        }
        assertThat(lambda.log()).singleElement().asString().contains("\"Deleted\":1");
    }

    @Test
    void aDeniedRequestComesBackLaterAndTheLogNamesActionAndArns() {
        try (var iot = new LoopbackServer(Reply.error(403, "AccessDeniedException", "not you"))) {
            assertThat(handle(iot, SqsEvents.batch(1, FINISHED))).contains("id-1");

            assertThat(iot.requests()).hasSize(1);
        }
        assertThat(lambda.log().getFirst())
                .contains(
                        "Access denied: the function's role must allow iot:ListJobExecutionsForThing on arn:aws-cn:iot:cn-north-1:123456789012:thing/sensor");
        assertThat(sqs.requests())
                .extracting(Request::body)
                .singleElement()
                .asString()
                .contains("\"VisibilityTimeout\":30");
    }

    @Test
    void throttledCallsAreTriedAgainInTheirTurnAndCounted() {
        Reply throttled = Reply.error(400, "ThrottlingException", "Rate exceeded");
        try (var iot = new LoopbackServer(throttled, LISTED, DESCRIBED, throttled, DESCRIBED, DELETED)) {
            assertThat(handle(iot, SqsEvents.batch(1, FINISHED))).isEqualTo("{\"batchItemFailures\":[]}");

            assertThat(iot.requests()).hasSize(6);
        }
        assertThat(lambda.log().getFirst()).contains("\"Throttled\":2", "\"Deleted\":1");
    }

    @ParameterizedTest
    @CsvSource({
        "JOBSWEEP_QUEUE_URL, '', JOBSWEEP_QUEUE_URL must be set",
        "JOBSWEEP_DEAD_LETTER_QUEUE_URL, '', JOBSWEEP_DEAD_LETTER_QUEUE_URL must be set",
        "JOBSWEEP_MAXIMUM_TRIES, 0, 'JOBSWEEP_MAXIMUM_TRIES must be a whole number from 1 to 999999999, got ''0'''",
        "JOBSWEEP_CALLS_PER_SECOND, ten, 'JOBSWEEP_CALLS_PER_SECOND must be a whole number from 1 to 999999999, got ''ten'''",
        "JOBSWEEP_CONSUMERS, -1, 'JOBSWEEP_CONSUMERS must be a whole number from 1 to 999999999, got ''-1'''"
    })
    void aVariableThatIsMissingOrNotAllowedIsNamed(String name, String value, String message) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put(name, value);

        try (var iot = new LoopbackServer(LISTED)) {
            assertThatThrownBy(() -> handler(environment, iot))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
        }
    }

    private CleanupQueueHandler handler(Map<String, String> environment, LoopbackServer iot) {
        return new CleanupQueueHandler(
                environment, () -> TestClients.iot(iot), () -> SqsTestClient.at(sqs), lambda.platform());
    }

    private String handle(LoopbackServer iot, InputStream event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler(ENVIRONMENT, iot).handle(event, output, lambda.invocation());
        return output.toString(StandardCharsets.UTF_8);
    }
}
