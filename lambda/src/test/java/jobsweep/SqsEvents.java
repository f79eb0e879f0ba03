package jobsweep;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.invocation.Json;

/// Events as Lambda's event source mapping for SQS sends them.
public final class SqsEvents {

    /// When every message here was sent.
    public static final Instant SENT_AT = Instant.parse("2026-03-01T12:00:00Z");

    private SqsEvents() {}

    /// A batch of messages, each with an id and a receipt handle made of its body's place: `id-1`, `receipt-1`.
    public static InputStream batch(int tries, String... bodies) {
        int[] place = {0};
        return event(Stream.of(bodies).map(body -> record(++place[0], tries, body, "")));
    }

    /// A message with attributes of its sender's, and a neighbour without.
    public static InputStream withAttributes(String messageAttributes, String body, String neighbour) {
        return event(Stream.of(record(1, 1, body, messageAttributes), record(2, 1, neighbour, "")));
    }

    /// A document as an event.
    public static InputStream input(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream event(Stream<String> records) {
        return input("{\"Records\":[" + records.collect(Collectors.joining(",")) + "]}");
    }

    /// One message of a batch, of its own age.
    public static String record(int tries, Instant sentAt) {
        return record(1, tries, "a", "").replace(millis(SENT_AT), millis(sentAt));
    }

    private static String millis(Instant instant) {
        return "\"SentTimestamp\":\"%s\"".formatted(instant.toEpochMilli());
    }

    private static String record(int place, int tries, String body, String messageAttributes) {
        String bodyMember = Json.write(Map.of("body", body));
        return """
                {"messageId":"id-%s","receiptHandle":"receipt-%s",%s,
                 "attributes":{"ApproximateReceiveCount":"%s","SentTimestamp":"%s",
                               "SenderId":"AIDA","ApproximateFirstReceiveTimestamp":"1545082649185"},
                 "messageAttributes":{%s},"md5OfBody":"e4e68fb7bd0e697a0ae8f1bb342846b3",
                 "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:123456789012:cleanups",
                 "awsRegion":"us-east-1"}""".formatted(
                        place,
                        place,
                        bodyMember.substring(1, bodyMember.length() - 1),
                        tries,
                        SENT_AT.toEpochMilli(),
                        messageAttributes);
    }
}
