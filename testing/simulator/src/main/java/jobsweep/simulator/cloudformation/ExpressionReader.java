package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Turns a template's values into expressions. A function that the simulator does not play is an error here, and not
/// a surprise in the middle of an operation.
final class ExpressionReader {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([^}]*)}");

    private ExpressionReader() {}

    static Expression read(JsonNode node) {
        if (node.isNull()) {
            throw new ValidationException("Template format error: 'null' values are not allowed in templates");
        }
        if (node.isArray()) {
            return new Expression.ListOf(
                    node.valueStream().map(ExpressionReader::read).toList());
        }
        if (!node.isObject()) {
            return new Expression.Literal(node);
        }
        return isFunction(node) ? function(node) : members(node);
    }

    private static boolean isFunction(JsonNode object) {
        return object.propertyStream()
                .anyMatch(member ->
                        member.getKey().equals("Ref") || member.getKey().startsWith("Fn::"));
    }

    private static Expression members(JsonNode object) {
        Map<String, Expression> members = new LinkedHashMap<>();
        object.propertyStream().forEach(member -> members.put(member.getKey(), read(member.getValue())));
        return new Expression.ObjectOf(members);
    }

    private static Expression function(JsonNode object) {
        if (object.size() != 1) {
            throw new ValidationException(
                    "Template format error: a function must stand alone in its object, got " + object);
        }
        var name = object.fieldNames().next();
        var argument = object.get(name);
        return switch (name) {
            case "Ref" -> new Expression.Ref(text(name, argument));
            case "Fn::FindInMap" -> findInMap(argument);
            case "Fn::GetAtt" -> getAtt(argument);
            case "Fn::ImportValue" -> new Expression.ImportValue(read(argument));
            case "Fn::Join" ->
                new Expression.Join(text(name, two(name, argument).get(0)), read(argument.get(1)));
            case "Fn::Select" -> new Expression.Select(read(two(name, argument).get(0)), read(argument.get(1)));
            case "Fn::Split" ->
                new Expression.Split(text(name, two(name, argument).get(0)), read(argument.get(1)));
            case "Fn::Sub" -> argument.isTextual() ? sub(argument.textValue(), Map.of()) : subWithValues(argument);
            default ->
                throw new ValidationException(
                        "Template error: the simulator does not play %s, only Ref, ".formatted(name)
                                + "Fn::FindInMap, Fn::GetAtt, Fn::ImportValue, Fn::Join, Fn::Select, Fn::Split and Fn::Sub");
        };
    }

    private static Expression findInMap(JsonNode argument) {
        if (!argument.isArray() || argument.size() != 3) {
            throw malformed("Fn::FindInMap", argument);
        }
        return new Expression.FindInMap(key(argument.get(0)), key(argument.get(1)), key(argument.get(2)));
    }

    // A transform, `AWS::LanguageExtensions`, would allow more functions here.
    private static Expression key(JsonNode node) {
        return switch (read(node)) {
            case Expression.Literal literal -> literal;
            case Expression.Ref ref -> ref;
            case Expression.FindInMap nested -> nested;
            default -> throw malformed("Fn::FindInMap", node);
        };
    }

    private static Expression getAtt(JsonNode argument) {
        if (argument.isTextual() && argument.textValue().indexOf('.') > 0) {
            return getAtt(argument.textValue());
        }
        var parts = two("Fn::GetAtt", argument);
        return new Expression.GetAtt(text("Fn::GetAtt", parts.get(0)), text("Fn::GetAtt", parts.get(1)));
    }

    private static Expression getAtt(String dotted) {
        var dot = dotted.indexOf('.');
        return new Expression.GetAtt(dotted.substring(0, dot), dotted.substring(dot + 1));
    }

    private static Expression subWithValues(JsonNode argument) {
        var parts = two("Fn::Sub", argument);
        if (!parts.get(1).isObject()) {
            throw malformed("Fn::Sub", argument);
        }
        Map<String, Expression> values = new LinkedHashMap<>();
        parts.get(1).propertyStream().forEach(value -> values.put(value.getKey(), read(value.getValue())));
        return sub(text("Fn::Sub", parts.get(0)), values);
    }

    private static Expression sub(String text, Map<String, Expression> values) {
        var parts = new ArrayList<Expression>();
        var matcher = SUBSTITUTION.matcher(text);
        var end = 0;
        while (matcher.find()) {
            parts.add(literal(text.substring(end, matcher.start())));
            parts.add(substituted(matcher.group(1), values));
            end = matcher.end();
        }
        parts.add(literal(text.substring(end)));
        return new Expression.Join("", new Expression.ListOf(List.copyOf(parts)));
    }

    private static Expression substituted(String name, Map<String, Expression> values) {
        if (name.startsWith("!")) {
            return literal("${" + name.substring(1) + "}");
        }
        var key = name.strip();
        if (values.containsKey(key)) {
            return values.get(key);
        }
        return key.indexOf('.') > 0 ? getAtt(key) : new Expression.Ref(key);
    }

    private static Expression literal(String text) {
        return new Expression.Literal(TextNode.valueOf(text));
    }

    private static String text(String function, JsonNode argument) {
        if (!argument.isTextual()) {
            throw malformed(function, argument);
        }
        return argument.textValue();
    }

    private static JsonNode two(String function, JsonNode argument) {
        if (!argument.isArray() || argument.size() != 2) {
            throw malformed(function, argument);
        }
        return argument;
    }

    private static ValidationException malformed(String function, JsonNode argument) {
        return new ValidationException("Template error: %s cannot take %s".formatted(function, argument));
    }
}
