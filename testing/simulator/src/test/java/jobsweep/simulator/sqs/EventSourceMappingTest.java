package jobsweep.simulator.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
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
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.lambda.EventSettings;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Invocation;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.lambda.SynchronousFunctions;
import jobsweep.simulator.time.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    private final EventSourceMappings mappings =
            new EventSourceMappings(sqs, new Worker(), time, Duration.ofSeconds(1));

    EventSourceMappingTest() throws JsonProcessingException {
        allow("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");
        queue("dead", VISIBILITY, Optional.empty());
        queue("work", VISIBILITY, Optional.of(new Queue.Redrive(sqs.arn("dead"), 3)));
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
    void onlyTheMessagesThatTheFunctionNamesComeAgain() {
        code = event -> new Outcome.Succeeded("{\"batchItemFailures\":[{\"itemIdentifier\":" + id(event) + "}]}");

        play(Duration.ofMinutes(1), () -> send(10));

        assertThat(left()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no JSON",
                "{\"batchItemFailures\":[{\"itemIdentifier\":null}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}",
                "{\"batchItemFailures\":[{\"itemIdentifier\":\"unknown\"}]}",
                "{\"batchItemFailures\":[{}]}"
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

    @Test
    void theBatchOfAKilledFunctionComesAgainUntilItsTriesAreUsedUp() {
        code = event -> new Outcome.Crashed(137);

        play(VISIBILITY.multipliedBy(4), () -> send(10));

        assertThat(events).hasSize(3);
        assertThat(left()).isZero();
        assertThat(sqs.visible("dead")).isEqualTo(10);
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

    private void queue(String name, Duration visibility, Optional<Queue.Redrive> redrive) {
        sqs.put(new Queue(name, sqs.arn(name), visibility, Duration.ofDays(14), redrive));
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

    private static String id(JsonNode event) {
        return event.path("Records").path(0).path("messageId").toString();
    }

    /// A function that takes a second.
    private final class Worker implements SynchronousFunctions {
        @Override
        public FunctionConfiguration function(String functionArn) {
            return new FunctionConfiguration(
                    "worker",
                    FUNCTION,
                    ROLE,
                    "Worker",
                    Path.of("worker.jar"),
                    512,
                    Duration.ofSeconds(60),
                    Map.of(),
                    "/aws/lambda/worker",
                    EventSettings.DEFAULT);
        }

        @Override
        public Invocation invokeAndWait(String functionArn, JsonNode payload, String traceHeader) {
            events.add(payload);
            running++;
            mostAtOnce = Math.max(mostAtOnce, running);
            time.sleep(Duration.ofSeconds(1));
            running--;
            if (loops) {
                sendOn(traceHeader);
            }
            return new Invocation(FUNCTION, "request", 1, "log", Optional.empty(), time.instant(), code.apply(payload));
        }

        private void sendOn(String traceHeader) {
            var request =
                    JSON.createObjectNode().put("QueueUrl", sqs.url("work")).put("MessageBody", "go on");
            TraceHeader.putInto("SendMessage", request, traceHeader);
            queues.answer("SendMessage", request);
        }
    }
}
