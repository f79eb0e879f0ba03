package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/// A message on a queue in simulated time.
///
/// @param attributes what its sender put beside the body
/// @param trace      its sender's tracing header, `""` for none
record QueuedMessage(
        String id,
        String body,
        ObjectNode attributes,
        String trace,
        Instant sent,
        Optional<Instant> firstReceived,
        int receiveCount) {
    private static final char SEPARATOR = '#';

    static QueuedMessage sent(String id, JsonNode request, Instant now) {
        String body = request.path("MessageBody").asText();
        if (body.isEmpty()) {
            throw SqsException.of("MissingParameter", "The request must contain the parameter MessageBody.");
        }
        ObjectNode attributes = request.path("MessageAttributes") instanceof ObjectNode given
                ? given.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        String trace = request.path("MessageSystemAttributes")
                .path("AWSTraceHeader")
                .path("StringValue")
                .asText();
        return new QueuedMessage(id, body, attributes, trace, now, Optional.empty(), 0);
    }

    /// The id of the message that a receipt handle belongs to.
    static String idIn(String receiptHandle) {
        int end = receiptHandle.indexOf(SEPARATOR);
        if (end < 0) {
            throw SqsException.of(
                    "ReceiptHandleIsInvalid", "The receipt handle \"" + receiptHandle + "\" is not valid.");
        }
        return receiptHandle.substring(0, end);
    }

    QueuedMessage receivedAt(Instant now) {
        return new QueuedMessage(
                id, body, attributes, trace, sent, Optional.of(firstReceived.orElse(now)), receiveCount + 1);
    }

    /// The message as it comes to a dead-letter queue: as old as it is, and received by nobody.
    QueuedMessage fresh() {
        return new QueuedMessage(id, body, attributes, trace, sent, Optional.empty(), 0);
    }

    /// A handle that is another one each time it is received.
    String receiptHandle() {
        return id + SEPARATOR + receiveCount;
    }

    /// What its sender is told.
    ObjectNode receipt() {
        ObjectNode receipt =
                JsonNodeFactory.instance.objectNode().put("MessageId", id).put("MD5OfMessageBody", Md5.ofBody(body));
        if (!attributes.isEmpty()) {
            receipt.put("MD5OfMessageAttributes", Md5.ofAttributes(attributes));
        }
        return receipt;
    }

    /// What its receiver gets.
    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("MessageId", id)
                .put("ReceiptHandle", receiptHandle())
                .put("Body", body)
                .put("MD5OfBody", Md5.ofBody(body));
        ObjectNode system = document.putObject("Attributes")
                .put("SenderId", "AIDAIENQZJOLO23YVJ4VO")
                .put("SentTimestamp", Long.toString(sent.toEpochMilli()))
                .put("ApproximateReceiveCount", Integer.toString(receiveCount))
                .put(
                        "ApproximateFirstReceiveTimestamp",
                        Long.toString(firstReceived.orElse(sent).toEpochMilli()));
        if (!trace.isEmpty()) {
            system.put("AWSTraceHeader", trace);
        }
        if (!attributes.isEmpty()) {
            document.set("MessageAttributes", attributes.deepCopy());
            document.put("MD5OfMessageAttributes", Md5.ofAttributes(attributes));
        }
        return document;
    }
}
