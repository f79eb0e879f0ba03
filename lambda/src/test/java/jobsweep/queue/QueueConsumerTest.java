package jobsweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jobsweep.Documents;
import jobsweep.FakeContext;
import jobsweep.FakeSurroundings;
import jobsweep.FakeTime;
import jobsweep.ImpatientSurroundings;
import jobsweep.SqsEvents;
import jobsweep.invocation.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueueConsumerTest {

    private static final String NOTHING_COMES_BACK = "{\"batchItemFailures\":[]}";

    private final FakeTime time = new FakeTime(Duration.ofSeconds(60));
    private final FakeContext context = new FakeContext(time);
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
    void whatGoesOnIsPutAnewAndKeepsTheTimeAtWhichItWasFirstSent() {
        Instant first = Instant.parse("2026-02-28T01:02:03.004Z");

        assertThat(handle(doing("goesOn"), SqsEvents.anew(first, "a"))).isEqualTo(NOTHING_COMES_BACK);
        assertThat(queue.calls()).containsExactly("id-1 is put anew, as of 2026-02-28T01:02:03.004Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"later", "broken", "goesOn"})
    void whatSqsDoesNotTakeComesBackAndTheLogSaysWhy(String outcome) {
        queue.failing();

        assertThat(handle(doing(outcome), SqsEvents.batch(10, "a"))).contains("id-1");
        assertThat(context.log().getFirst()).contains("and then: sqs:Something failed: no.");
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
        assertThat(context.log().getFirst()).contains("java.lang.StackOverflowError", "Access denied");
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
        var impatient = new ImpatientSurroundings(time);
        MessageHandler handler = (message, invocation, tally) -> {
            if (message.body().equals("hangs")) {
                invocation.progress().is("waiting for Godot");
                impatient.timeIsUp();
                try {
                    never.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            return new Handled.Done();
        };

        assertThat(handle(
                        new QueueConsumer(handler, queue, new Retries(10), impatient),
                        SqsEvents.batch(1, "hangs", "b")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-1\"}]}");
        assertThat(context.log().getFirst()).contains("The function's time was up while it was waiting for Godot.");
    }

    @Test
    void workHasThreeQuartersOfTheTime() {
        handle(
                (message, invocation, tally) -> {
                    assertThat(invocation.deadline().left()).isEqualTo(Duration.ofSeconds(45));
                    return new Handled.Done();
                },
                SqsEvents.batch(1, "a"));

        assertThat(context.log().getFirst()).contains("\"comingBack\":[]");
    }

    @Test
    void withoutTimeForSqsAMessageComesBackByItsVisibilityTimeoutAndWhatIsDoneIsAcknowledged() {
        MessageHandler slow = (message, invocation, tally) -> {
            time.pass(Duration.ofSeconds(28));
            return message.body().equals("done") ? new Handled.Done() : new Handled.Broken("not a request");
        };

        assertThat(handle(slow, SqsEvents.batch(1, "done", "broken")))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-2\"}]}");
        assertThat(queue.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "stringValue":"yesterday"      | 2026-03-01T12:00:00Z
            "stringValue":"1795727000"     | 2026-03-01T12:00:00Z
            "stringValue":"99999999999999" | 2026-03-01T12:00:00Z
            "stringValue":"-1"             | 2026-03-01T12:00:00Z
            "binaryValue":"AAAA"           | 2026-03-01T12:00:00Z
            "stringValue":"1772280000000"  | 2026-02-28T12:00:00Z
            """)
    void whateverASenderSaysARequestIsNoLaterThanItsMessageAndItsNeighboursAreHandled(String value, String sentAt) {
        List<String> handled = new CopyOnWriteArrayList<>();
        String record = """
                {"messageId":"id-%s","receiptHandle":"r","body":"%s",
                 "attributes":{"ApproximateReceiveCount":"1","SentTimestamp":"1772366400000"},
                 "messageAttributes":{%s}}""";

        assertThat(handle(
                        (message, invocation, tally) -> {
                            handled.add(message.body() + " " + message.sentAt());
                            return new Handled.Done();
                        },
                        SqsEvents.input("{\"Records\":[%s,%s]}"
                                .formatted(
                                        record.formatted(1, "a", "\"SentAt\":{" + value + "}"),
                                        record.formatted(2, "b", "")))))
                .isEqualTo(NOTHING_COMES_BACK);

        assertThat(handled).containsExactlyInAnyOrder("a " + sentAt, "b 2026-03-01T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            []                                               | JSON object
            {"RequestType":"Create"}                         | Records
            {"Records":["a"]}                                | record
            {"Records":[{"messageId":"a"}]}                  | attributes
            {"Records":[{"attributes":{},"messageId":"a"}]}  | receiptHandle
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
                    return new Handled.Done();
                },
                SqsEvents.batch(1, "a", "b"));

        assertThat(context.log()).hasSize(1);
        assertThat(context.log().getFirst()).startsWith("{\"_aws\":{").endsWith("}\n");
        assertThat(logged())
                .containsEntry("FunctionName", "jobsweep")
                .containsEntry("Deleted", "2")
                .containsEntry("AlreadyGone", "0")
                .containsEntry("Refused", "0")
                .containsEntry("Throttled", "0")
                .containsEntry("Failed", "0")
                .containsEntry("messages", "2");
        var metrics = Stream.of("Deleted", "AlreadyGone", "Refused", "Throttled", "Failed")
                .map(name -> Map.of("Name", name, "Unit", "Count"))
                .toList();
        var directive =
                Map.of("Namespace", "Jobsweep", "Dimensions", List.of(List.of("FunctionName")), "Metrics", metrics);
        assertThat(logged())
                .containsEntry(
                        "_aws",
                        Map.of(
                                "Timestamp", Long.toString(time.now().toEpochMilli()),
                                "CloudWatchMetrics", List.of(directive)));
    }

    private static MessageHandler doing(String outcome) {
        Handled handled = switch (outcome) {
            case "later" -> new Handled.Later("busy");
            case "broken" -> new Handled.Broken("not a request");
            case "goesOn" -> new Handled.GoesOn();
            default -> new Handled.Done();
        };
        return (message, invocation, tally) -> handled;
    }

    private String handle(MessageHandler handler, InputStream event) {
        return handle(new QueueConsumer(handler, queue, new Retries(10), new FakeSurroundings(time)), event);
    }

    private String handle(QueueConsumer consumer, InputStream event) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        consumer.handle(event, output, context);
        return output.toString(StandardCharsets.UTF_8);
    }

    private Map<String, Object> logged() {
        return Documents.read(context.log().getFirst());
    }
}
