package jobsweep.acceptance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.random.RandomGenerator;

/// Events as CloudFormation sends them, and what might come instead.
final class RandomEvents {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Writes everything outside ASCII as escapes, and so also surrogates that stand alone.
    private static final JsonMapper ESCAPED =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> TYPES = List.of("Create", "Update", "Delete");
    private static final List<String> ODD_TYPES = List.of("create", "Read", "", "DELETE", " Delete");
    private static final List<String> MEMBERS = List.of(
            "RequestType",
            "ResponseURL",
            "StackId",
            "RequestId",
            "LogicalResourceId",
            "PhysicalResourceId",
            "ResourceType",
            "ResourceProperties",
            "OldResourceProperties");
    private static final List<String> PROPERTIES =
            List.of("JobId", "ThingName", "ExecutionNumber", "Force", "NamespaceId", "ServiceTimeout", "Colour");
    private static final List<String> IDS = List.of(
            "firmware-42/greenhouse-7",
            "firmware-42/greenhouse-7/1",
            "firmware-42/greenhouse-7/1@1795420800123",
            "firmware-42/greenhouse-7/99999999999999999999",
            "firmware-42/greenhouse-7/1@99999999999999999999",
            "create-failed:7e0b5f3c",
            "Fleet-Rollout-1A2B3C4D5E6F7",
            "/",
            "//",
            "a/b/c/d");
    private static final List<String> TEXTS = List.of(
            "",
            "7",
            "-1",
            "true",
            "yes",
            "7.0",
            "9223372036854775808",
            "line\nbreak\u0000\u001f\u007f",
            "grün 温室 \ud83c\udf31",
            "\u202e\ufeff\uffff",
            "\"}],\\\\");
    private static final List<String> LONE_SURROGATES = List.of("\ud83c", "\udf31x", "a\udfff\ud800b");

    private final RandomGenerator random;
    private final String allowedHost;
    private final String otherHost;

    RandomEvents(RandomGenerator random, String allowedHost, String otherHost) {
        this.random = random;
        this.allowedHost = allowedHost;
        this.otherHost = otherHost;
    }

    /// The next event; `number` makes its URL its own.
    String next(int number) throws JsonProcessingException {
        ObjectNode event = valid(number);
        if (oneIn(20)) {
            return ESCAPED.writeValueAsString(noEvent(event));
        }
        for (int change = random.nextInt(4); change > 0; change--) {
            change(event);
        }
        return ESCAPED.writeValueAsString(event);
    }

    private ObjectNode valid(int number) {
        ObjectNode event = NODES.objectNode()
                .put("RequestType", oneOf(TYPES))
                .put("ServiceToken", "arn:aws:lambda:us-east-1:123456789012:function:jobsweep")
                .put("ResponseURL", "http://%s/%%7C%s?X-Amz-Signature=%s".formatted(allowedHost, number, number))
                .put("StackId", "arn:aws:cloudformation:us-east-1:123456789012:stack/Fleet/" + random.nextInt(9))
                .put("RequestId", Long.toHexString(random.nextLong()))
                .put("LogicalResourceId", "Rollout" + random.nextInt(9))
                .put("ResourceType", "Custom::IoTJobExecution");
        if (!event.path("RequestType").asText().equals("Create")) {
            event.put("PhysicalResourceId", oneOf(IDS));
        }
        event.putObject("ResourceProperties")
                .put("JobId", "firmware-42")
                .put("ThingName", "greenhouse-7")
                .put("ExecutionNumber", Integer.toString(random.nextInt(3)))
                .put("Force", Boolean.toString(random.nextBoolean()));
        return event;
    }

    private JsonNode noEvent(ObjectNode event) {
        return switch (random.nextInt(5)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.arrayNode().add(event);
            case 2 -> NODES.textNode(event.toString());
            case 3 -> NODES.objectNode().set("Event", event);
            default -> NODES.numberNode(random.nextLong());
        };
    }

    private void change(ObjectNode event) {
        switch (random.nextInt(7)) {
            case 0 -> event.remove(oneOf(MEMBERS));
            case 1 -> event.set(oneOf(MEMBERS), odd());
            case 2 -> event.put("RequestType", oneOf(ODD_TYPES));
            case 3 -> event.put("ResponseURL", wrongUrl());
            case 4 -> event.set("Member" + random.nextInt(3), odd());
            default -> {
                if (event.path("ResourceProperties") instanceof ObjectNode properties) {
                    properties.set(oneOf(PROPERTIES), odd());
                }
            }
        }
    }

    private String wrongUrl() {
        return oneOf(List.of(
                "http://%s/answer".formatted(otherHost),
                "ftp://%s/answer".formatted(allowedHost),
                "http://user@%s/answer".formatted(allowedHost),
                "//%s/answer".formatted(allowedHost),
                "http://%s.localhost/answer".formatted(allowedHost),
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com@%s/".formatted(otherHost),
                "http://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/answer",
                "http://[::1/answer",
                "file:///etc/hostname",
                "mailto:nobody",
                "no url"));
    }

    private JsonNode odd() {
        return switch (random.nextInt(9)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.numberNode(random.nextLong());
            case 2 -> NODES.booleanNode(random.nextBoolean());
            case 3 -> NODES.textNode(oneOf(LONE_SURROGATES));
            case 4 -> NODES.textNode("ä\"".repeat(2_000 + random.nextInt(20_000)));
            case 5 -> nested(random.nextInt(300));
            case 6 -> NODES.textNode(oneOf(IDS));
            default -> NODES.textNode(oneOf(TEXTS));
        };
    }

    private JsonNode nested(int depth) {
        JsonNode node = NODES.textNode(oneOf(TEXTS));
        for (int level = 0; level < depth; level++) {
            ArrayNode list = NODES.arrayNode().add(node).addNull();
            node = random.nextBoolean() ? list : NODES.objectNode().set("", list);
        }
        return NODES.objectNode().set("Nested", node);
    }

    private boolean oneIn(int bound) {
        return random.nextInt(bound) == 0;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
