package jobsweep.simulator.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.lambda.Attempt;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Killed;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.lambda.ThreadEnvironment;
import jobsweep.simulator.time.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSourceMappingTest {
    private static final Account ACCOUNT = Account.example();
    private static final String ROLE = ACCOUNT.roleArn("worker");
    private static final String FUNCTION = ACCOUNT.arn("lambda", "function:worker");
    private static final Duration VISIBILITY = Duration.ofMinutes(6);
    private static final JsonMapper JSON = new JsonMapper();

    private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-03-01T12:00:00.123Z"));
    private final Iam iam = new Iam();
    private final Queues queues = new SimulatedQueues(time, new Identifiers(new SplittableRandom(1))::uuid);
    private final SqsService sqs = new SqsService(ACCOUNT, iam, queues, time);
    private final List<JsonNode> events = new ArrayList<>();
    private int running;
    private int mostAtOnce;
    private boolean loops;
    private Function<JsonNode, Outcome> code = event -> new Outcome.Succeeded("");
    private final Lambda lambda = Lambda.builder(
                    iam, ThreadEnvironment.launcher(time, environment -> attempt -> work(environment, attempt)))
            .time(time)
            .build();
    private EventSourceMappings mappings =
            new EventSourceMappings(sqs, lambda, time, new Polling(Duration.ofSeconds(1), true));

    EventSourceMappingTest() throws JsonProcessingException {
        allow("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
        lambda.put(FunctionConfiguration.builder(FUNCTION)
                .roleArn(ROLE)
                .timeout(Duration.ofSeconds(60))
                .build());
        queue("dead", VISIBILITY, Optional.empty());
        queue("work", VISIBILITY, Optional.of(new StandardQueue.Redrive(sqs.arn("dead"), 3)));
    }

    @Test
    void everyMessageIsHandedOverInBatchesAndDeleted() {
        play(Duration.ofMinutes(1), () -> send(25));

        assertThat(events).hasSize(3);
        assertThat(mostAtOnce).isEqualTo(2);
        assertThat(left()).isZero();
        JsonNode first = events.getFirst().path("Records").path(0);
        assertThat(first.path("body").asText()).isEqualTo("message 0");
        assertThat(first.path("eventSourceARN").asText()).isEqualTo(sqs.arn("work"));
        assertThat(first.path("attributes").path("ApproximateReceiveCount").asText())
                .isEqualTo("1");
    }

    @Test
    void aRecordHoldsAllThatSqsSaysOfTheMessage() throws JsonProcessingException {
        ObjectNode message =
                JSON.createObjectNode().put("QueueUrl", sqs.url("work")).put("MessageBody", "clean");
        message.putObject("MessageAttributes")
                .putObject("Reason")
                .put("DataType", "String")
                .put("StringValue", "why");

        play(Duration.ofMinutes(1), () -> queues.answer("SendMessage", message));

        JsonNode record = handed(0).without(List.of("messageId", "receiptHandle"));
        assertThat(record).isEqualTo(JSON.readTree("""
                {
                  "body": "clean",
                  "attributes": {
                    "ApproximateReceiveCount": "1",
                    "SentTimestamp": "1772366400123",
                    "SenderId": "AIDAIENQZJOLO23YVJ4VO",
                    "ApproximateFirstReceiveTimestamp": "1772366400123"
                  },
                  "messageAttributes": {
                    "Reason": {
                      "stringValue": "why",
                      "stringListValues": [],
                      "binaryListValues": [],
                      "dataType": "String"
                    }
                  },
                  "md5OfMessageAttributes": "5b7a4022c351db19f4884e7fb09da89c",
                  "md5OfBody": "123402c04dcfb6625f688f771a5fc05d",
                  "eventSource": "aws:sqs",
                  "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:work",
                  "awsRegion": "us-east-1"
                }"""));
    }

    @Test
    void aMessageThatFailedComesAgainAfterItsVisibilityTimeout() {
        code = event -> new Outcome.Failed("java.lang.IllegalStateException", "out of order");

        play(VISIBILITY.multipliedBy(2), () -> send(1));

        assertThat(events).hasSize(2);
        assertThat(handed(1).path("attributes").path("ApproximateReceiveCount").asText())
                .isEqualTo("2");
        assertThat(handed(1).path("attributes").path("ApproximateFirstReceiveTimestamp"))
                .isEqualTo(handed(0).path("attributes").path("ApproximateFirstReceiveTimestamp"));
        assertThat(handed(1).path("messageId")).isEqualTo(handed(0).path("messageId"));
        assertThat(handed(1).path("receiptHandle")).isNotEqualTo(handed(0).path("receiptHandle"));
    }

    @Test
    void onlyTheMessagesThatTheFunctionNamesComeAgain() {
        code = event -> new Outcome.Succeeded("{\"batchItemFailures\":[{\"itemIdentifier\":" + id(event) + "}]}");

        play(Duration.ofMinutes(1), () -> send(10));

        assertThat(left()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 3"})
    void whatTheFunctionHidLongerBeforeItNamesItStaysHiddenOrIsVisibleAtOnce(boolean kept, int receipts)
            throws JsonProcessingException {
        allow("ReceiveMessage", "DeleteMessage", "GetQueueAttributes", "ChangeMessageVisibility");
        mappings = new EventSourceMappings(sqs, lambda, time, new Polling(Duration.ofSeconds(1), kept));
        code = event -> {
            hide(event, Duration.ofHours(1));
            return new Outcome.Succeeded("{\"batchItemFailures\":[{\"itemIdentifier\":" + id(event) + "}]}");
        };

        play(VISIBILITY.multipliedBy(2), () -> send(1));

        assertThat(events).hasSize(receipts);
    }

    @Test
    void whatTheFunctionNamesAndHasNotHiddenComesAgainAfterItsVisibilityTimeoutInAnyCase() {
        mappings = new EventSourceMappings(sqs, lambda, time, new Polling(Duration.ofSeconds(1), false));
        code = event -> new Outcome.Succeeded("{\"batchItemFailures\":[{\"itemIdentifier\":" + id(event) + "}]}");

        play(VISIBILITY.dividedBy(2), () -> send(1));

        assertThat(events).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
                "{\"batchItemFailures\":[{}]}",
                "{\"batchItemFailures\":[{\"messageId\":\"1\"}]}"
            })
    void anAnswerThatCannotBeUnderstoodFailsTheBatch(String answer) {
        code = event -> new Outcome.Succeeded(answer);

        play(Duration.ofMinutes(1), () -> send(10));

        assertThat(left()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"batchItemFailures\":null}", "{\"batchItemFailures\":[]}"})
    void anAnswerThatNamesNothingSucceeds(String answer) {
        code = event -> new Outcome.Succeeded(answer);

        play(Duration.ofMinutes(1), () -> send(10));

        assertThat(left()).isZero();
    }

    static List<Outcome> failures() {
        return List.of(
                new Outcome.Crashed(137),
                new Outcome.Failed("java.lang.IllegalStateException", "out of order"),
                new Outcome.TimedOut(Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theBatchOfAFunctionThatFailsComesAgainUntilItsTriesAreUsedUp(Outcome failure) {
        code = event -> failure;

        play(VISIBILITY.multipliedBy(4), () -> send(10));

        assertThat(events).hasSize(3);
        assertThat(left()).isZero();
        assertThat(dead()).extracting(message -> message.path("MessageId")).containsExactlyInAnyOrderElementsOf(ids());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFunctionThatSetsItselfOffIsStoppedUnlessThatIsAllowed(boolean allowed) {
        mappings.allowLoops(FUNCTION, allowed);

        play(Duration.ofMinutes(1), () -> send(1), true);

        assertThat(events).hasSizeGreaterThanOrEqualTo(16);
        assertThat(events.size() > 16).isEqualTo(allowed);
        assertThat(mappings.dropped()).isEqualTo(allowed ? 0 : 1);
    }

    @Test
    void aBatchOfMoreThanTenIsRefusedWithoutAWindow() {
        assertThatThrownBy(() -> new EventSource("work", FUNCTION, 11, true, 2))
                .hasMessage("Maximum batch window in seconds must be greater than 0"
                        + " if maximum batch size is greater than 10");
    }

    @Test
    void aVisibilityTimeoutShorterThanTheFunctionsTimeoutIsRefused() {
        queue("short", Duration.ofSeconds(30), Optional.empty());

        assertThatThrownBy(() -> mappings.put("m", new EventSource("short", FUNCTION, 10, true, 2)))
                .hasMessage("Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds");
    }

    @Test
    void aRoleThatMayNotDeleteIsRefused() throws JsonProcessingException {
        allow("ReceiveMessage", "GetQueueAttributes");

        assertThatThrownBy(() -> mappings.put("m", new EventSource("work", FUNCTION, 10, true, 2)))
                .hasMessage("The provided execution role does not have permissions to call DeleteMessage on SQS");
    }

    private void play(Duration duration, Runnable begin) {
        play(duration, begin, false);
    }

    private void play(Duration duration, Runnable begin, boolean sendsItself) {
        loops = sendsItself;
        time.play(() -> {
            begin.run();
            mappings.put("m", new EventSource("work", FUNCTION, 10, true, 2));
            time.sleep(duration);
            mappings.close();
        });
    }

    private void send(int messages) {
        for (int number = 0; number < messages; number++) {
            sqs.send(sqs.url("work"), "message " + number);
        }
    }

    private long left() {
        return sqs.visible("work") + sqs.hidden("work");
    }

    private void queue(String name, Duration visibility, Optional<StandardQueue.Redrive> redrive) {
        sqs.put(new StandardQueue(name, sqs.arn(name), visibility, Duration.ofDays(14), redrive));
    }

    private void allow(String... actions) throws JsonProcessingException {
        iam.putRole(ROLE, JSON.readTree("""
                {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                               "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        iam.putRolePolicy(
                ROLE,
                "work",
                JSON.readTree("{\"Statement\": {\"Effect\": \"Allow\", \"Resource\": \"*\", \"Action\": [\"sqs:"
                        + String.join("\", \"sqs:", actions) + "\"]}}"));
    }

    /// The first record of an event.
    private ObjectNode handed(int event) {
        return (ObjectNode) events.get(event).path("Records").path(0);
    }

    private List<JsonNode> ids() {
        return events.getFirst().path("Records").findValues("messageId");
    }

    private JsonNode dead() {
        ObjectNode request = JSON.createObjectNode().put("QueueUrl", sqs.url("dead"));
        return sqs.asOperator("ReceiveMessage", request.put("MaxNumberOfMessages", 10))
                .path("Messages");
    }

    private void hide(JsonNode event, Duration longer) {
        ObjectNode request = JSON.createObjectNode().put("QueueUrl", sqs.url("work"));
        request.set("ReceiptHandle", event.path("Records").path(0).path("receiptHandle"));
        request.put("VisibilityTimeout", longer.toSeconds());
        String credential = "AWS4-HMAC-SHA256 Credential=%s/20260301/us-east-1/sqs/aws4_request, Signature=x"
                .formatted(iam.accessKeyFor(ROLE));
        HttpAnswer answer = sqs.answer(new HttpCall(
                "POST",
                URI.create("/"),
                Map.of("X-Amz-Target", "AmazonSQS.ChangeMessageVisibility", "Authorization", credential),
                request.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String id(JsonNode event) {
        return event.path("Records").path(0).path("messageId").toString();
    }

    /// A function that takes a second.
    private String work(ThreadEnvironment environment, Attempt attempt) throws JsonProcessingException {
        JsonNode event = JSON.readTree(attempt.event().payload());
        events.add(event);
        running++;
        mostAtOnce = Math.max(mostAtOnce, running);
        time.sleep(Duration.ofSeconds(1));
        running--;
        if (loops) {
            sendOn(attempt.event().traceHeader());
        }
        return switch (code.apply(event)) {
            case Outcome.Succeeded(String answer) -> answer;
            case Outcome.Failed failed -> throw new IllegalStateException(failed.message());
            case Outcome.Crashed crashed -> {
                environment.kill();
                throw new Killed();
            }
            case Outcome.TimedOut(Duration after) -> {
                time.sleep(after);
                throw new Killed();
            }
        };
    }

    private void sendOn(String traceHeader) {
        var request = JSON.createObjectNode().put("QueueUrl", sqs.url("work")).put("MessageBody", "go on");
        TraceHeader.putInto("SendMessage", request, traceHeader);
        queues.answer("SendMessage", request);
    }
}
