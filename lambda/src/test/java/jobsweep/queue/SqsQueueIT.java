package jobsweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import jobsweep.Documents;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.LoopbackServer.Request;
import jobsweep.SqsEvents;
import jobsweep.invocation.RequestException;
import jobsweep.jobexecution.SqsTestClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.sqs.SqsClient;

/// The adapter on the SDK's real client, against replies as SQS gives them on the wire.
class SqsQueueIT {

    private static final Message MESSAGE = new Message("id-1", "receipt-1", "{\"a\":1}", 3, SqsEvents.SENT_AT);

    @Test
    void aMessageComesBackWhenItsVisibilityTimeoutIsOver() {
        Request request = onlyRequest(queue -> queue.delay(MESSAGE, Duration.ofMinutes(2)), Reply.json(200, "{}"));

        assertThat(request.headers())
                .extractingByKey("X-amz-target")
                .hasToString("[AmazonSQS.ChangeMessageVisibility]");
        assertThat(body(request))
                .containsEntry("QueueUrl", "https://queue")
                .containsEntry("ReceiptHandle", "receipt-1")
                .containsEntry("VisibilityTimeout", "120");
    }

    @Test
    void whatGoesOnIsADelayedMessageWithoutAttributes() {
        Request request = onlyRequest(queue -> queue.send("{\"a\":1}", Duration.ofMinutes(1)), sent());

        assertThat(request.headers()).extractingByKey("X-amz-target").hasToString("[AmazonSQS.SendMessage]");
        assertThat(body(request))
                .containsEntry("QueueUrl", "https://queue")
                .containsEntry("MessageBody", "{\"a\":1}")
                .containsEntry("DelaySeconds", "60")
                .doesNotContainKey("MessageAttributes");
    }

    @Test
    void aDeadLetterHasItsReasonOnIt() {
        Request request = onlyRequest(
                queue -> queue.deadLetter(MESSAGE, "JobId is required"), sent("9cda8b55494fc3a8a111645d8f314dd1"));

        assertThat(body(request))
                .containsEntry("QueueUrl", "https://dead")
                .containsEntry("MessageBody", "{\"a\":1}")
                .containsEntry("MessageAttributes", attribute("Reason", "String", "JobId is required"));
    }

    @Test
    void aReasonHoldsNothingThatSqsRefuses() {
        Request request = onlyRequest(
                queue -> queue.deadLetter(MESSAGE, "got '\u0000'" + "x".repeat(2000)),
                sent("cfa3fb568584fa7f2c48f84481844699"));

        assertThat(body(request))
                .containsEntry(
                        "MessageAttributes", attribute("Reason", "String", "got '\uFFFD'" + "x".repeat(993) + "…"));
    }

    @ParameterizedTest
    @CsvSource({
        "262138, 0", // 256 KiB, which a queue may allow, less `Reason` and `String`, leave no room
        "262120, 10",
        "261000, 1000",
        "262145, 1000", // more than 256 KiB, so that the queue must be one that takes 1 MiB
        "1048000, 562",
        "1048564, 0",
        "1048576, 0"
    })
    void aReasonIsNoLongerThanABodyLeavesRoomFor(int body, int reason) {
        String allowed = Reason.allowed("x".repeat(1000), "y".repeat(body));

        assertThat(allowed).hasSize(reason);
        assertThat(allowed.isEmpty() || body + allowed.getBytes(StandardCharsets.UTF_8).length + 12 <= 1_048_576)
                .isTrue();
    }

    @Test
    void aDeadLetterWithoutRoomForItsReasonHasNone() {
        Message large = new Message("id-1", "receipt-1", "y".repeat(262_144), 3, SqsEvents.SENT_AT);

        try (var server = new LoopbackServer(Reply.error(400, "Invalid", "no"));
                var client = SqsTestClient.at(server)) {
            assertThatThrownBy(() -> new SqsQueue(client, "https://queue", "https://dead").deadLetter(large, "why"))
                    .isInstanceOf(RequestException.class);
            assertThat(body(server.requests().getFirst())).doesNotContainKey("MessageAttributes");
        }
    }

    @Test
    void aReasonIsNeverEmptyText() {
        assertThat(Reason.allowed("", "{}")).isEmpty();
    }

    static List<Arguments> failures() {
        return List.of(
                Arguments.of(Reply.status(503), "something without a message, HTTP 503"),
                Arguments.of(new Reply.Status(200, Map.of(), "{}"), "MD5 returned by SQS does not match"),
                Arguments.of(new Reply.Status(502, Map.of(), "<html>no</html>"), "HTTP 502"),
                Arguments.of(new Reply.Status(200, Map.of(), "<html>hello</html>"), ""),
                Arguments.of(Reply.json(200, "{\"MessageId\":"), ""),
                Arguments.of(Reply.status(204), "MD5 returned by SQS does not match"),
                Arguments.of(Reply.error(400, "ThrottlingException", "slower"), "slower"),
                Arguments.of(
                        new Reply.Status(400, Map.of("x-amzn-ErrorType", "ReceiptHandleIsInvalid"), "{}"),
                        "ReceiptHandleIsInvalid without a message, HTTP 400"),
                Arguments.of(Reply.error(403, "AccessDenied", "not yours"), "not yours"),
                Arguments.of(new Reply.Drop(), ""),
                Arguments.of(new Reply.Hang(), ""));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anythingButSqssOwnAnswerIsAFailureInWords(Reply reply, String words) {
        try (var server = new LoopbackServer(reply);
                var client = SqsTestClient.at(server)) {
            assertThatThrownBy(() -> new SqsQueue(client, "https://queue", "https://dead").deadLetter(MESSAGE, "why"))
                    .isInstanceOf(RequestException.class)
                    .hasMessageStartingWith("sqs:SendMessage failed: ")
                    .hasMessageContaining(words)
                    .message()
                    .doesNotContain("failed: null", "request: null");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, true", "99999, true", "100000, false"})
    void thereIsRoomForSoManyMessagesInFlight(String inFlight, boolean hasRoom) {
        Request request = onlyRequest(
                queue -> assertThat(queue.hasRoom()).isEqualTo(hasRoom),
                Reply.json(200, "{\"Attributes\":{\"ApproximateNumberOfMessagesNotVisible\":\"" + inFlight + "\"}}"));

        assertThat(request.headers()).extractingByKey("X-amz-target").hasToString("[AmazonSQS.GetQueueAttributes]");
        assertThat(body(request)).containsEntry("AttributeNames", List.of("ApproximateNumberOfMessagesNotVisible"));
    }

    @Test
    void anErrorWithoutAMessageIsNamed() {
        SqsClient throwing = (SqsClient) Proxy.newProxyInstance(
                SqsClient.class.getClassLoader(), new Class<?>[] {SqsClient.class}, (_, _, _) -> {
                    throw new IllegalStateException();
                });

        assertThatThrownBy(() -> new SqsQueue(throwing, "https://queue", "https://dead").send("{}", Duration.ZERO))
                .isInstanceOf(RequestException.class)
                .hasMessage("sqs:SendMessage failed: java.lang.IllegalStateException");
    }

    @Test
    void whatSqsRefusesFailsWithItsWords() {
        Reply denied = Reply.error(403, "AccessDenied", "not yours");

        assertThatThrownBy(() -> onlyRequest(queue -> queue.deadLetter(MESSAGE, "why"), denied))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("sqs:SendMessage failed: not yours");
    }

    private static Reply sent() {
        return Reply.json(200, """
                {"MessageId":"id-2","MD5OfMessageBody":"bb6cb5c68df4652941caf652a366f2d8"}""");
    }

    /// With the digests by which the client checks that SQS got what it sent.
    private static Reply sent(String digestOfAttributes) {
        return Reply.json(200, """
                {"MessageId":"id-2","MD5OfMessageBody":"bb6cb5c68df4652941caf652a366f2d8","MD5OfMessageAttributes":"%s"}""".formatted(digestOfAttributes));
    }

    private static Map<String, Object> attribute(String name, String type, String value) {
        return Map.of(name, Map.of("DataType", type, "StringValue", value));
    }

    private static Map<String, Object> body(Request request) {
        return Documents.read(request.body());
    }

    private static Request onlyRequest(Consumer<Queue> call, Reply reply) {
        try (var server = new LoopbackServer(reply);
                var client = SqsTestClient.at(server)) {
            call.accept(new SqsQueue(client, "https://queue", "https://dead"));
            assertThat(server.requests()).hasSize(1);
            return server.requests().getFirst();
        }
    }
}
