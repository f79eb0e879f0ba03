package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/// Template text, JSON or YAML, read into one tree in which YAML's short forms (`!Ref`) are written out.
final class TemplateText {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private TemplateText() {}

    static JsonNode read(String text) {
        return text.stripLeading().startsWith("{") ? json(text) : yaml(text);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new ValidationException(
                    "Template format error: JSON not well-formed. " + place(e) + e.getOriginalMessage(), e);
        }
    }

    /// A limit of the parser's, such as how deep a text may be nested, is passed at no place that it tells.
    private static String place(JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        return location == null ? "" : "(line %s, column %s) ".formatted(location.getLineNr(), location.getColumnNr());
    }

    private static JsonNode yaml(String text) {
        var options = new LoaderOptions();
        // CloudFormation knows no aliases, and one that refers to itself would never end here.
        options.setMaxAliasesForCollections(0);
        try {
            var parser = new ParserImpl(new StreamReader(text), options);
            return convert(new Composer(parser, new Resolver(), options).getSingleNode());
        } catch (MarkedYAMLException e) {
            throw new ValidationException(
                    "Template format error: YAML not well-formed. (line %s, column %s) %s"
                            .formatted(
                                    e.getProblemMark().getLine() + 1,
                                    e.getProblemMark().getColumn() + 1,
                                    e.getProblem()),
                    e);
        } catch (YAMLException e) {
            throw new ValidationException(
                    "Template format error: YAML not well-formed. "
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    e);
        }
    }

    /// @param node nothing where the text has nothing but comments
    private static JsonNode convert(@Nullable Node node) {
        if (node == null) {
            return JsonNodeFactory.instance.nullNode();
        }
        var value = switch (node) {
            case MappingNode mapping -> members(mapping);
            case SequenceNode sequence -> items(sequence);
            case ScalarNode scalar -> scalar(scalar);
            default -> throw unreadable(node, "is no value");
        };
        return node.getTag().startsWith("!") ? longForm(node.getTag().getValue(), value) : value;
    }

    private static JsonNode longForm(String tag, JsonNode value) {
        var name = tag.substring(1);
        var function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        return JsonNodeFactory.instance.objectNode().set(function, value);
    }

    private static ObjectNode members(MappingNode mapping) {
        var members = JsonNodeFactory.instance.objectNode();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw unreadable(tuple.getKeyNode(), "must be a name");
            }
            if (members.has(key.getValue())) {
                throw unreadable(key, "is there twice");
            }
            members.set(key.getValue(), convert(tuple.getValueNode()));
        }
        return members;
    }

    private static ArrayNode items(SequenceNode sequence) {
        var items = JsonNodeFactory.instance.arrayNode();
        sequence.getValue().forEach(item -> items.add(convert(item)));
        return items;
    }

    // Numbers and dates stay as they are written: `Version: 2012-10-17` is text to CloudFormation.
    private static JsonNode scalar(ScalarNode scalar) {
        if (scalar.getTag().equals(Tag.NULL)) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (scalar.getTag().equals(Tag.BOOL)) {
            return JsonNodeFactory.instance.booleanNode(isTrue(scalar.getValue()));
        }
        return TextNode.valueOf(scalar.getValue());
    }

    private static boolean isTrue(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on" -> true;
            default -> false;
        };
    }

    private static ValidationException unreadable(Node node, String problem) {
        var line = node.getStartMark().getLine() + 1;
        return new ValidationException("Template format error: line %s: what stands here %s".formatted(line, problem));
    }
}
