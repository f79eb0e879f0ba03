package jobsweep.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import jobsweep.Documents;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.LoopbackServer.Request;
import jobsweep.SqsEvents;
import jobsweep.jobexecution.SqsTestClient;
import org.junit.jupiter.api.Test;

/// The adapter on the SDK's real client, against replies as SQS gives them on the wire.
class SqsQueueTest {

    private static final Message MESSAGE = new Message("id-1", "receipt-1", "{\"a\":1}", 3, SqsEvents.SENT_AT);

    @Test
    void aMessageComesBackWhenItsVisibilityTimeoutIsOver() {
        Request request =
                onlyRequest(queue -> queue.comesBackIn(Duration.ofMinutes(2), MESSAGE), Reply.json(200, "{}"));

        assertThat(request.headers())
                .extractingByKey("X-amz-target")
                .hasToString("[AmazonSQS.ChangeMessageVisibility]");
        assertThat(body(request))
                .containsEntry("QueueUrl", "https://queue")
                .containsEntry("ReceiptHandle", "receipt-1")
                .containsEntry("VisibilityTimeout", "120");
    }

    @Test
    void aMessagePutAnewSaysWhenItWasFirstSent() {
        Request request = onlyRequest(queue -> queue.putAnew(MESSAGE), sent("cee799d33478af7c145e7fc3eb7bf9ff"));

        assertThat(request.headers()).extractingByKey("X-amz-target").hasToString("[AmazonSQS.SendMessage]");
        assertThat(body(request))
                .containsEntry("QueueUrl", "https://queue")
                .containsEntry("MessageBody", "{\"a\":1}")
                .containsEntry("MessageAttributes", attribute("SentAt", "Number", "1772366400000"));
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

    @Test
    void whatSqsRefusesFailsWithItsWords() {
        Reply denied = Reply.error(403, "AccessDenied", "not yours");

        assertThatThrownBy(() -> onlyRequest(queue -> queue.deadLetter(MESSAGE, "why"), denied))
                .isInstanceOf(QueueException.class)
                .hasMessageStartingWith("sqs:SendMessage failed: not yours");
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
