package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// The event in which Lambda hands messages to a function.
final class SqsEvent {
    private SqsEvent() {}

    static ObjectNode of(List<JsonNode> messages, String queueArn, String region) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        ArrayNode records = event.putArray("Records");
        messages.forEach(message -> addTo(records.addObject(), message, queueArn, region));
        return event;
    }

    private static void addTo(ObjectNode record, JsonNode message, String queueArn, String region) {
        record.set("messageId", message.path("MessageId"));
        record.set("receiptHandle", message.path("ReceiptHandle"));
        record.set("body", message.path("Body"));
        record.set("attributes", message.path("Attributes"));
        ObjectNode attributes = record.putObject("messageAttributes");
        message.path("MessageAttributes")
                .propertyStream()
                .forEach(attribute -> attributes
                        .putObject(attribute.getKey())
                        .put(
                                "stringValue",
                                attribute.getValue().path("StringValue").asText())
                        .put("dataType", attribute.getValue().path("DataType").asText())
                        .<ObjectNode>set("stringListValues", JsonNodeFactory.instance.arrayNode())
                        .set("binaryListValues", JsonNodeFactory.instance.arrayNode()));
        if (message.has("MD5OfMessageAttributes")) {
            record.set("md5OfMessageAttributes", message.path("MD5OfMessageAttributes"));
        }
        record.set("md5OfBody", message.path("MD5OfBody"));
        record.put("eventSource", "aws:sqs").put("eventSourceARN", queueArn).put("awsRegion", region);
    }
}
