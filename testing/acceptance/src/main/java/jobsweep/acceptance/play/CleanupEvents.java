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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import jobsweep.acceptance.options.InputException;
import jobsweep.simulator.cloudformation.TemplateSummary;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Status;

/// Where events for a queue's stack come from.
final class CleanupEvents {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String THING = "thing/";

    private CleanupEvents() {}

    /// Reads an event of AWS IoT's, or else a cleanup request, whatever stands in it.
    ///
    /// @throws InputException if it is an event of AWS IoT's that does not say what happened
    static CleanupEvent.Source read(Path file) throws IOException {
        String text = text(file);
        JsonNode document = json(text);
        return switch (document.path("eventType").asText()) {
            case "JOB_EXECUTION" -> executionEnded(file, document);
            case "THING_EVENT" -> thingDeleted(file, document);
            default -> request(text, document, "file://" + file);
        };
    }

    /// An execution that ends, where the stack has a rule of AWS IoT's, or else a request.
    static CleanupEvent.Source byDefault(TemplateSummary template) {
        return template.resourceTypes().contains("AWS::IoT::TopicRule")
                ? CleanupEvent::executionEnds
                : CleanupEvents::exampleRequest;
    }

    private static CleanupEvent exampleRequest(ExampleNames names, Instant queuedAt) {
        ObjectNode request = JSON.createObjectNode()
                .put("JobId", names.jobId())
                .put("ThingName", names.thingName())
                .put("ExecutionNumber", 1);
        return request(request.toString(), request, "'" + request + "'").event(names, queuedAt);
    }

    private static CleanupEvent.Source executionEnded(Path file, JsonNode event) {
        String jobId = event.path("jobId").asText();
        String thingArn = event.path("thingArn").asText();
        String operation = event.path("operation").asText();
        int thing = thingArn.lastIndexOf(THING);
        if (jobId.isEmpty() || thing < 0 || operation.isEmpty()) {
            throw incomplete(file, event, "a jobId, a thingArn and an operation such as succeeded");
        }
        String topic = "$aws/events/jobExecution/%s/%s".formatted(jobId, operation);
        return (_, queuedAt) -> CleanupEvent.published(
                topic,
                event,
                file,
                Arrays.stream(Status.values())
                        .filter(status -> status.isTerminal()
                                && status.name().toLowerCase(Locale.ROOT).equals(operation))
                        .map(status -> ended(jobId, thingArn.substring(thing + THING.length()), queuedAt, status))
                        .toList());
    }

    private static CleanupEvent.Source thingDeleted(Path file, JsonNode event) {
        String thingName = event.path("thingName").asText();
        String operation = event.path("operation").asText();
        if (thingName.isEmpty() || operation.isEmpty()) {
            throw incomplete(file, event, "a thingName and an operation such as DELETED");
        }
        String topic = "$aws/events/thing/%s/%s".formatted(thingName, operation.toLowerCase(Locale.ROOT));
        // What a thing that is deleted leaves behind is REMOVED.
        return (names, queuedAt) -> CleanupEvent.published(
                topic, event, file, List.of(ended(names.jobId(), thingName, queuedAt, Status.REMOVED)));
    }

    private static CleanupEvent.Source request(String body, JsonNode document, String shown) {
        return (names, queuedAt) ->
                CleanupEvent.requested(body, shown, new RequestedExecution(document).executions(names, queuedAt));
    }

    private static Execution ended(String jobId, String thingName, Instant at, Status end) {
        return Execution.queued(jobId, thingName, 1, at).startedAt(at).endedAt(at, end);
    }

    private static InputException incomplete(Path file, JsonNode event, String needed) {
        return new InputException("%s: an event of type %s must have %s, got %s"
                .formatted(file, event.path("eventType").asText(), needed, event));
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
