package jobsweep.acceptance.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import jobsweep.acceptance.options.InputException;
import jobsweep.simulator.cloudformation.TemplateSummary;

/// Where events for a queue's stack come from.
final class CleanupEvents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String THING = "thing/";

    private CleanupEvents() {}

    /// Reads an event: of AWS IoT's, for EventBridge, or else a cleanup request, whatever stands in it.
    ///
    /// @throws InputException if it is an event of AWS IoT's that does not say what happened
    static CleanupEvent read(Path file) throws IOException {
        String text = text(file);
        JsonNode document = json(text);
        if (document.path("eventType").asText().equals("JOB_EXECUTION")) {
            return ended(file, document);
        }
        return document instanceof ObjectNode event && (event.has("source") || event.has("detail-type"))
                ? new CleanupEvent.OnBus(event, file.toString())
                : new CleanupEvent.Request(text, document, "file://" + file);
    }

    /// An execution that ends, where the stack has a rule of AWS IoT's, or else a request.
    static CleanupEvent byDefault(TemplateSummary template, ExampleNames names) {
        if (template.resourceTypes().contains("AWS::IoT::TopicRule")) {
            return new CleanupEvent.ExecutionEnds(names);
        }
        ObjectNode request = JSON.createObjectNode()
                .put("JobId", names.jobId())
                .put("ThingName", names.thingName())
                .put("ExecutionNumber", 1);
        return new CleanupEvent.Request(request.toString(), request, "'" + request + "'");
    }

    private static CleanupEvent ended(Path file, JsonNode event) {
        String jobId = event.path("jobId").asText();
        String thingArn = event.path("thingArn").asText();
        String operation = event.path("operation").asText();
        int thing = thingArn.lastIndexOf(THING);
        if (jobId.isEmpty() || thing < 0 || operation.isEmpty()) {
            throw new InputException(
                    "%s: an event of type JOB_EXECUTION must have a jobId, a thingArn and an operation".formatted(file)
                            + " such as succeeded, got " + event);
        }
        return new CleanupEvent.ExecutionEnded(
                jobId, thingArn.substring(thing + THING.length()), operation, event, file.toString());
    }

    private static String text(Path file) throws IOException {
        try {
            // A byte order mark is the file's, and not the document's.
            return Files.readString(file).replaceFirst("^\ufeff", "");
        } catch (CharacterCodingException e) {
            throw new InputException(file + ": this is not text in UTF-8", e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
