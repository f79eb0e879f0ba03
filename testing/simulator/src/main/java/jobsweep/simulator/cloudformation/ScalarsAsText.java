package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/// Properties as CloudFormation sends them to a custom resource: numbers and booleans are text.
final class ScalarsAsText {
    private ScalarsAsText() {}

    static ObjectNode of(ObjectNode properties) {
        var converted = JsonNodeFactory.instance.objectNode();
        properties.propertyStream().forEach(member -> converted.set(member.getKey(), value(member.getValue())));
        return converted;
    }

    private static JsonNode value(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> of(object);
            case ArrayNode list -> {
                var converted = JsonNodeFactory.instance.arrayNode();
                list.forEach(item -> converted.add(value(item)));
                yield converted;
            }
            default -> TextNode.valueOf(value.asText());
        };
    }
}
