package jobsweep.simulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What a destination is told of an event that was given up.
///
/// @param last  the last attempt; empty if there was none
/// @param given when the event was given up
public record FailureRecord(Event event, GiveUpCondition condition, Optional<AttemptResult> last, Instant given) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /// The record as AWS Lambda sends it. Of an event that was never tried it says nothing about a response.
    ///
    /// @throws IllegalStateException if the event is not JSON
    public JsonNode toJson() {
        ObjectNode json = JSON.createObjectNode();
        json.put("version", "1.0");
        json.put("timestamp", MILLISECONDS.format(given));
        json.putObject("requestContext")
                .put("requestId", event.requestId())
                .put("functionArn", event.functionArn() + ":$LATEST")
                .put("condition", condition.word())
                .put("approximateInvokeCount", last.map(AttemptResult::attempt).orElse(0));
        json.set("requestPayload", requestPayload());
        last.ifPresent(invocation -> putResponse(json, invocation));
        return json;
    }

    String functionArn() {
        return event.functionArn();
    }

    private static void putResponse(ObjectNode json, AttemptResult invocation) {
        json.putObject("responseContext")
                .put("statusCode", 200)
                .put("executedVersion", "$LATEST")
                .put("functionError", "Unhandled");
        json.set("responsePayload", FunctionError.of(invocation));
    }

    private JsonNode requestPayload() {
        try {
            return JSON.readTree(event.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(event + " is not JSON", e);
        }
    }
}
