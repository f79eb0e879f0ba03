package jobsweep.queue;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jobsweep.contract.Excerpt;
import jobsweep.invocation.Json;

/// Reads the messages of an `SQSEvent` from Lambda's input.
///
/// Message attributes are not read: they are the sender's, and nothing here depends on what a sender has put there.
final class Messages {

    private Messages() {}

    /// @throws IllegalArgumentException where the input is no event of SQS's, so that Lambda takes the whole batch for
    ///     failed and nothing is lost
    static Batch read(InputStream input) {
        Map<String, Object> event = Json.readObject(input).orElseThrow(() -> without("JSON object"));
        if (!(event.get("Records") instanceof List<?> records)) {
            throw without("Records");
        }
        List<Message> messages = new ArrayList<>();
        Map<String, String> unreadable = new LinkedHashMap<>();
        for (Object element : records) {
            Map<String, Object> record = Json.object(element).orElseThrow(() -> without("record"));
            String id = text(record, "messageId");
            try {
                messages.add(message(id, record));
            } catch (IllegalArgumentException failure) {
                unreadable.put(id, String.valueOf(failure.getMessage()));
            }
        }
        return new Batch(messages, unreadable);
    }

    private static Message message(String id, Map<String, Object> record) {
        Map<String, Object> attributes = Json.member(record, "attributes").orElseThrow(() -> without("attributes"));
        return new Message(
                id,
                text(record, "receiptHandle"),
                text(record, "body"),
                Math.toIntExact(number(attributes, "ApproximateReceiveCount", Integer.MAX_VALUE)),
                Instant.ofEpochMilli(number(attributes, "SentTimestamp", Long.MAX_VALUE)));
    }

    private static long number(Map<String, Object> object, String name, long largest) {
        String text = text(object, name);
        try {
            long number = Long.parseLong(text);
            if (number >= 0 && number <= largest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused like one that is too large.
        }
        throw new IllegalArgumentException(
                "%s must be a whole number from 0 to %s, got %s".formatted(name, largest, Excerpt.of(text)));
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
