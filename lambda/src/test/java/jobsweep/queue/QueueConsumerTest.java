package jobsweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jobsweep.Documents;
import jobsweep.FakeLambda;
import jobsweep.FakeThreads;
import jobsweep.SqsEvents;
import jobsweep.contract.Metric;
import jobsweep.invocation.Json;
import jobsweep.invocation.RequestException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueConsumerTest {

    private static final String NOTHING_COMES_BACK = "{\"batchItemFailures\":[]}";

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(60));
    private final InMemoryQueue queue = new InMemoryQueue();

    @Test
    void whatIsDoneIsAcknowledged() {
        assertThat(handle(doing("done"), SqsEvents.batch(1, "a", "b"))).isEqualTo(NOTHING_COMES_BACK);
        assertThat(queue.calls()).isEmpty();
    }

    @Test
    void onlyWhatIsToComeBackIsNamed() {
        MessageHandler handler = (message, invocation, tally) ->
                message.body().equals("b") ? new Handled.Later("busy") : new Handled.Done();

        assertThat(handle(handler, SqsEvents.batch(1, "a", "b", "c")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-2\"}]}");
        assertThat(queue.calls()).containsExactly("id-2 comes back in PT30S");
    }

    @ParameterizedTest
    @CsvSource({"1, PT30S", "2, PT1M", "3, PT2M", "4, PT4M", "7, PT32M", "8, PT1H", "9, PT1H"})
    void eachTimeItStaysAwayLonger(int tries, String delay) {
        handle(doing("later"), SqsEvents.batch(tries, "a"));

        assertThat(queue.calls()).containsExactly("id-1 comes back in " + delay);
    }

    @Test
    void whenItsTriesAreUsedUpItIsADeadLetterWithTheReason() {
        assertThat(handle(doing("later"), SqsEvents.batch(10, "a"))).isEqualTo(NOTHING_COMES_BACK);
        assertThat(queue.calls()).containsExactly("id-1 is dead: Given up after 10 tries: busy");
    }

    @Test
    void whatIsBrokenIsADeadLetterAtOnce() {
        assertThat(handle(doing("broken"), SqsEvents.batch(1, "a"))).isEqualTo(NOTHING_COMES_BACK);
        assertThat(queue.calls()).containsExactly("id-1 is dead: not a request");
        assertThat(logged()).containsEntry("Failed", "1");
    }

    @Test
    void whatGoesOnIsANewMessageThatAsksForTheRest() {
        assertThat(handle(doing("goesOn"), SqsEvents.batch(1, "a"))).isEqualTo(NOTHING_COMES_BACK);
        assertThat(queue.calls()).containsExactly("sent after PT1M: the rest");
    }

    @ParameterizedTest
    @CsvSource({
        "early, 1, id-1 comes back in PT2H",
        "nextYear, 1, id-1 comes back in PT11H55M",
        // Keeping it away did not hold.
        "early, 2, sent after PT15M: the same",
        "nextYear, 9, sent after PT15M: the same"
    })
    void whatIsTooEarlyStaysAwayUntilItsTime(String outcome, int tries, String call) {
        handle(doing(outcome), SqsEvents.batch(tries, "a"));

        assertThat(queue.calls()).containsExactly(call);
    }

    @Test
    void whereSqsHasNoRoomWhatIsTooEarlyIsSentAgain() {
        queue.isFull();

        assertThat(handle(doing("early"), SqsEvents.batch(1, "a"))).isEqualTo(NOTHING_COMES_BACK);
        assertThat(queue.calls()).containsExactly("sent after PT15M: the same");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-02-16T13:00:00.001Z | 500 | id-1 comes back in PT1H
            2026-02-16T13:00:00Z     | 500 | id-1 is dead: Given up after 500 tries in 12 days, before SQS drops it: busy
            2026-02-15T12:00:00Z     | 500 | id-1 is dead: Given up after 500 tries in 14 days, before SQS drops it: busy
            2026-03-02T12:00:00Z     | 500 | id-1 comes back in PT1H
            """)
    void whatSqsWouldDropBeforeItsTriesAreUsedUpIsADeadLetterInTime(String sentAt, int tries, String call) {
        String record = SqsEvents.record(tries, Instant.parse(sentAt));

        handle(
                new QueueConsumer(doing("later"), queue, 1000, lambda.platform()),
                SqsEvents.input("{\"Records\":[" + record + "]}"));

        assertThat(queue.calls()).containsExactly(call);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attributes | {"ApproximateReceiveCount":"1"} | without SentTimestamp
            attributes | {"ApproximateReceiveCount":"1","SentTimestamp":"yesterday"} | SentTimestamp must be a whole number from 0 to 9223372036854775807, got 'yesterday'
            attributes | {"SentTimestamp":"1772366400000"} | without ApproximateReceiveCount
            attributes | {"ApproximateReceiveCount":"4294967296","SentTimestamp":"1772366400000"} | ApproximateReceiveCount must be a whole number from 0 to 2147483647, got '4294967296'
            attributes | {"ApproximateReceiveCount":"-1","SentTimestamp":"1772366400000"} | ApproximateReceiveCount must be a whole number from 0 to 2147483647, got '-1'
            attributes | {"ApproximateReceiveCount":{},"SentTimestamp":"1772366400000"} | without ApproximateReceiveCount
            attributes | null | without attributes
            body | null | without body
            body | ["a"] | without body
            receiptHandle | {} | without receiptHandle
            """)
    void aMessageThatCannotBeReadComesBackAndItsNeighbourIsAcknowledged(String name, String value, String why) {
        Map<String, Object> record = Documents.read(SqsEvents.record(1, SqsEvents.SENT_AT));
        Map<String, Object> neighbour = new HashMap<>(record);
        neighbour.put("messageId", "id-2");
        record.remove(name);
        record.putAll(Documents.read("{\"%s\":%s}".formatted(name, value)));
        String event = Json.write(Map.of("Records", List.of(record, neighbour)));

        assertThat(handle(doing("done"), SqsEvents.input(event)))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-1\"}]}");
        assertThat(lambda.log().getFirst()).contains(why);
        assertThat(logged()).containsEntry("messages", "2").containsEntry("Failed", "1");
    }

    @Test
    void whateverASenderWritesIntoAttributesIsNotRead() {
        String attributes =
                "\"SentAt\":{\"binaryValue\":\"AA==\",\"dataType\":\"Binary\"},\"Reason\":{\"stringValue\":\"yesterday\",\"dataType\":\"String\"}";
        MessageHandler handler = (message, invocation, tally) ->
                message.sentAt().equals(SqsEvents.SENT_AT) ? new Handled.Done() : new Handled.Later("not then");

        assertThat(handle(handler, SqsEvents.withAttributes(attributes, "a", "b")))
                .isEqualTo(NOTHING_COMES_BACK);
    }

    @Test
    void aLineThatCloudWatchWouldCutIsShorterAndItsMetricsAreWhole() {
        MessageHandler handler = (message, invocation, tally) -> new Handled.Later("\u0001".repeat(1_000_000));

        handle(handler, SqsEvents.batch(1, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));

        String line = lambda.log().getFirst();
        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256_000);
        assertThat(line).contains("characters cut)");
        assertThat(logged()).containsEntry("FunctionName", "jobsweep").containsEntry("messages", "10");
        assertThat(Json.write(Json.member(logged(), "_aws").orElseThrow()))
                .contains("AlreadyGone", "Deleted", "Failed", "Refused", "Throttled", "Jobsweep");
        assertThat(logged().get("comingBack"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"later", "broken", "goesOn"})
    void whatSqsDoesNotTakeComesBackAndTheLogSaysWhy(String outcome) {
        queue.failing(() -> new RequestException("sqs:Something failed: no."));

        assertThat(handle(doing(outcome), SqsEvents.batch(10, "a"))).contains("id-1");
        assertThat(lambda.log().getFirst()).contains("and then: sqs:Something failed: no.");
    }

    @Test
    void whateverIsThrownOnTheWayToSqsTakesNoOtherMessageAlong() {
        queue.failing(() -> new IllegalStateException());
        MessageHandler handler = (message, invocation, tally) ->
                message.body().equals("b") ? new Handled.Later("busy") : new Handled.Done();

        assertThat(handle(handler, SqsEvents.batch(1, "a", "b", "c")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-2\"}]}");
        assertThat(lambda.log().getFirst())
                .contains("busy", "and then: java.lang.IllegalStateException")
                .doesNotContain("null");
    }

    @Test
    void sqsIsCalledForAllMessagesAtOnceSoThatItsSilenceAboutOneCostsTheOthersNothing() {
        CyclicBarrier together = new CyclicBarrier(3);
        InMemoryQueue slow = new InMemoryQueue() {
            @Override
            public void deadLetter(Message message, String reason) {
                try {
                    together.await(1, TimeUnit.MINUTES);
                } catch (Exception alone) {
                    throw new IllegalStateException(alone);
                }
            }
        };

        assertThat(handle(
                        new QueueConsumer(doing("broken"), slow, 10, lambda.platform()),
                        SqsEvents.batch(1, "a", "b", "c")))
                .isEqualTo(NOTHING_COMES_BACK);
    }

    @Test
    void workThatThrowsComesBackAndTakesNoOtherMessageAlong() {
        MessageHandler handler = (message, invocation, tally) -> switch (message.body()) {
            case "error" -> throw new StackOverflowError();
            case "failure" -> throw new RequestException("Access denied");
            default -> new Handled.Done();
        };

        assertThat(handle(handler, SqsEvents.batch(1, "error", "failure", "c")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-1\"},{\"itemIdentifier\":\"id-2\"}]}");
        assertThat(lambda.log().getFirst()).contains("java.lang.StackOverflowError", "Access denied");
        assertThat(logged()).containsEntry("Failed", "2");
    }

    @Test
    void messagesAreWorkedOnSideBySide() {
        CyclicBarrier together = new CyclicBarrier(3);
        MessageHandler handler = (message, invocation, tally) -> {
            try {
                together.await(1, TimeUnit.MINUTES);
                return new Handled.Done();
            } catch (Exception alone) {
                return new Handled.Later(alone.toString());
            }
        };

        assertThat(handle(handler, SqsEvents.batch(1, "a", "b", "c"))).isEqualTo(NOTHING_COMES_BACK);
    }

    @Test
    void workThatHangsComesBackAndItsNeighbourIsAcknowledged() {
        CountDownLatch never = new CountDownLatch(1);
        MessageHandler handler = (message, invocation, tally) -> {
            if (message.body().equals("hangs")) {
                invocation.progress().is("waiting for Godot");
                FakeThreads.timeIsUp();
                try {
                    never.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Handled.Done();
        };

        assertThat(handle(new QueueConsumer(handler, queue, 10, lambda.platform()), SqsEvents.batch(1, "hangs", "b")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-1\"}]}");
        assertThat(lambda.log().getFirst()).contains("The function's time was up while it was waiting for Godot.");
    }

    @Test
    void workHasThreeQuartersOfTheTime() {
        handle(
                (message, invocation, tally) -> {
                    assertThat(invocation.deadline().left()).isEqualTo(Duration.ofSeconds(45));
                    return new Handled.Done();
                },
                SqsEvents.batch(1, "a"));

        assertThat(lambda.log().getFirst()).contains("\"comingBack\":[]");
    }

    @Test
    void withoutTimeForSqsAMessageComesBackByItsVisibilityTimeoutAndWhatIsDoneIsAcknowledged() {
        MessageHandler slow = (message, invocation, tally) -> {
            lambda.pause(Duration.ofSeconds(28));
            return message.body().equals("done") ? new Handled.Done() : new Handled.Broken("not a request");
        };

        assertThat(handle(slow, SqsEvents.batch(1, "done", "broken")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-2\"}]}");
        assertThat(queue.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                               | JSON object
            {"RequestType":"Create"}                         | Records
            {"Records":["a"]}                                | record
            {"Records":[{"attributes":{}}]}                  | messageId
            """)
    void anotherEventIsRefusedAndNothingAcknowledged(String event, String without) {
        assertThatThrownBy(() -> handle(doing("done"), SqsEvents.input(event)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The event must be an SQSEvent, got one without " + without);
    }

    @Test
    void aBatchLeavesOneLineFromWhichCloudWatchMakesMetrics() {
        handle(
                (message, invocation, tally) -> {
                    tally.count(Metric.DELETED);
                    if (message.body().equals("a")) {
                        tally.count(Metric.WAITING);
                    }
                    tally.waited(Duration.ofHours(message.body().equals("a") ? 2 : 1));
                    return new Handled.Done();
                },
                SqsEvents.batch(1, "a", "b"));

        assertThat(lambda.log()).hasSize(1);
        assertThat(lambda.log().getFirst()).startsWith("{\"_aws\":{").endsWith("}\n");
        assertThat(logged())
                .containsEntry("FunctionName", "jobsweep")
                .containsEntry("Deleted", "2")
                .containsEntry("AlreadyGone", "0")
                .containsEntry("Refused", "0")
                .containsEntry("Waiting", "1")
                .containsEntry("OldestWait", "7200")
                .containsEntry("Throttled", "0")
                .containsEntry("Failed", "0")
                .containsEntry("messages", "2")
                .containsEntry("awsRequestId", "lambda-request-1")
                .containsEntry("logStream", "2026/11/23/[$LATEST]abc");
        var metrics = Stream.of("Deleted", "AlreadyGone", "Refused", "Waiting", "OldestWait", "Throttled", "Failed")
                .map(name -> Map.of("Name", name, "Unit", name.equals("OldestWait") ? "Seconds" : "Count"))
                .toList();
        var directive =
                Map.of("Namespace", "Jobsweep", "Dimensions", List.of(List.of("FunctionName")), "Metrics", metrics);
        assertThat(logged())
                .containsEntry(
                        "_aws",
                        Map.of(
                                "Timestamp", Long.toString(lambda.now().toEpochMilli()),
                                "CloudWatchMetrics", List.of(directive)));
    }

    private static MessageHandler doing(String outcome) {
        Handled handled = switch (outcome) {
            case "later" -> new Handled.Later("busy");
            case "early" -> new Handled.Early("the same", Duration.ofHours(2));
            case "nextYear" -> new Handled.Early("the same", Duration.ofDays(300));
            case "broken" -> new Handled.Broken("not a request");
            case "goesOn" -> new Handled.GoesOn("the rest", Duration.ofSeconds(60));
            default -> new Handled.Done();
        };
        return (message, invocation, tally) -> handled;
    }

    private String handle(MessageHandler handler, InputStream event) {
        return handle(new QueueConsumer(handler, queue, 10, lambda.platform()), event);
    }

    private String handle(QueueConsumer consumer, InputStream event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        consumer.handle(event, output, lambda.invocation());
        return output.toString(StandardCharsets.UTF_8);
    }

    private Map<String, Object> logged() {
        return Documents.read(lambda.log().getFirst());
    }
}
