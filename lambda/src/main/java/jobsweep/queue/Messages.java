package jobsweep.queue;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.Json;

/// Reads the messages of an `SQSEvent` from Lambda's input.
final class Messages {

    /// On a message that was put on the queue anew: when its request was first sent, in epoch milliseconds.
    ///
    /// Anybody may write it: what is no time at which SQS could have taken a message that it still keeps is
    /// passed over, and none makes a request later than its message.
    static final String SENT_AT = "SentAt";

    /// As long as SQS keeps a message at most, twice: what goes on is a new one.
    private static final Duration OLDEST = Duration.ofDays(28);

    private Messages() {}

    /// @throws IllegalArgumentException where the input is no event of SQS's, so that Lambda takes the whole batch for
    ///     failed and nothing is lost
    static List<Message> read(InputStream input) {
        Map<String, Object> event = Json.readObject(input).orElseThrow(() -> without("JSON object"));
        if (!(event.get("Records") instanceof List<?> records)) {
            throw without("Records");
        }
        List<Message> messages = new ArrayList<>();
        for (Object record : records) {
            messages.add(message(Json.object(record).orElseThrow(() -> without("record"))));
        }
        return messages;
    }

    private static Message message(Map<String, Object> record) {
        Map<String, Object> attributes = Json.member(record, "attributes").orElseThrow(() -> without("attributes"));
        return new Message(
                text(record, "messageId"),
                text(record, "receiptHandle"),
                text(record, "body"),
                Integer.parseInt(text(attributes, "ApproximateReceiveCount")),
                sentAt(record, Instant.ofEpochMilli(Long.parseLong(text(attributes, "SentTimestamp")))));
    }

    /// @param taken when SQS took the message
    private static Instant sentAt(Map<String, Object> record, Instant taken) {
        return firstSentAt(record)
                .filter(first -> first.isBefore(taken) && first.isAfter(taken.minus(OLDEST)))
                .orElse(taken);
    }

    private static Optional<Instant> firstSentAt(Map<String, Object> record) {
        return Json.member(record, "messageAttributes")
                .flatMap(attributes -> Json.member(attributes, SENT_AT))
                .map(attribute -> attribute.get("stringValue"))
                .filter(value -> value.toString().matches("[0-9]{1,15}"))
                .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis.toString())));
    }

    private static String text(Map<String, Object> object, String name) {
        if (object.get(name) instanceof String text) {
            return text;
        }
        throw without(name);
    }

    private static IllegalArgumentException without(String name) {
        return new IllegalArgumentException("The event must be an SQSEvent, got one without " + name);
    }
}
