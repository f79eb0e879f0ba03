package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Holds an answer's body against the custom-resource protocol.
record AnswerReader(RequestIdentity identity) {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_BYTES_OF_PHYSICAL_ID = 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    ProviderAnswer read(byte[] body) {
        try {
            return check(parse(body));
        } catch (IllegalArgumentException e) {
            return new ProviderAnswer.Unusable(ResourceFailedException.reason(e));
        }
    }

    private static JsonNode parse(byte[] body) {
        require(body.length <= MOST_BYTES, "Response object is too long.");
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return JSON.readTree(text.toString());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Invalid response object: not UTF-8", e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Invalid response object: not JSON", e);
        }
    }

    private ProviderAnswer check(JsonNode answer) {
        require(answer.isObject(), "Invalid response object: not a JSON object");
        repeats(answer, "StackId", identity.stackId());
        repeats(answer, "RequestId", identity.requestId());
        repeats(answer, "LogicalResourceId", identity.logicalResourceId());
        var id = physicalResourceId(answer);
        var noEcho = answer.path("NoEcho");
        require(noEcho.isMissingNode() || noEcho.isBoolean(), "Invalid response object: NoEcho must be a boolean");
        return switch (answer.path("Status").asText()) {
            case "SUCCESS" -> new ProviderAnswer.Success(id, data(answer.path("Data")));
            case "FAILED" -> new ProviderAnswer.Failure(id, reason(answer));
            default ->
                throw new IllegalArgumentException(
                        "Invalid Response object: '%s' is not a valid ResponseStatus".formatted(answer.path("Status")));
        };
    }

    private static void repeats(JsonNode answer, String field, String expected) {
        require(
                answer.path(field).isTextual() && answer.path(field).textValue().equals(expected),
                "Invalid response object: %s must be %s".formatted(field, expected));
    }

    private static String physicalResourceId(JsonNode answer) {
        var id = answer.path("PhysicalResourceId");
        require(id.isTextual() && !id.textValue().isEmpty(), "Invalid PhysicalResourceId");
        var length = id.textValue().getBytes(StandardCharsets.UTF_8).length;
        require(length <= MOST_BYTES_OF_PHYSICAL_ID, "Invalid PhysicalResourceId: longer than 1 KB");
        return id.textValue();
    }

    private static String reason(JsonNode answer) {
        var reason = answer.path("Reason");
        require(reason.isTextual() && !reason.textValue().isBlank(), "Invalid response object: FAILED needs a Reason");
        return reason.textValue();
    }

    private static Map<String, String> data(JsonNode data) {
        // Powertools writes null where there is nothing to say, and is understood.
        require(
                data.isMissingNode() || data.isNull() || data.isObject(),
                "Invalid response object: Data must be an object");
        Map<String, String> values = new HashMap<>();
        for (var entry : data.properties()) {
            require(
                    entry.getValue().isValueNode() && !entry.getValue().isNull(),
                    "Invalid response object: Data must be flat, but %s is not".formatted(entry.getKey()));
            values.put(entry.getKey(), entry.getValue().asText());
        }
        return values;
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
