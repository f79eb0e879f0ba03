package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
        return isFunction(node) ? function(node) : new Expression.ObjectOf(members(node));
    }

    private static boolean isFunction(JsonNode object) {
        return object.propertyStream()
                .anyMatch(member ->
                        member.getKey().equals("Ref") || member.getKey().startsWith("Fn::"));
    }

    private static Map<String, Expression> members(JsonNode object) {
        Map<String, Expression> members = new LinkedHashMap<>();
        object.propertyStream().forEach(member -> members.put(member.getKey(), read(member.getValue())));
        return members;
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
            case "Fn::GetAtt" -> getAtt(argument);
            case "Fn::If" -> choice(argument);
            case "Fn::Sub" -> argument.isTextual() ? sub(argument.textValue(), Map.of()) : subWithValues(argument);
            default -> call(name, argument);
        };
    }

    private static Expression call(String name, JsonNode argument) {
        var function = Stream.of(Expression.Function.values())
                .filter(known -> known.awsName().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new ValidationException(
                                "Template error: the simulator does not play %s, only Ref, ".formatted(name)
                                        + "Fn::FindInMap, Fn::GetAtt, Fn::If, Fn::ImportValue, Fn::Join, Fn::Select, Fn::Split and Fn::Sub"));
        if (function.arguments() == 1) {
            return new Expression.Call(function, List.of(read(argument)));
        }
        list(name, argument, function.arguments());
        switch (function) {
            // A transform, `AWS::LanguageExtensions`, would allow more functions here.
            case FIND_IN_MAP -> argument.forEach(ExpressionReader::requireKey);
            case JOIN, SPLIT -> text(name, argument.get(0));
            case IMPORT_VALUE, SELECT -> {}
        }
        return new Expression.Call(
                function, argument.valueStream().map(ExpressionReader::read).toList());
    }

    private static void requireKey(JsonNode node) {
        var key = read(node);
        if (!(key instanceof Expression.Literal
                || key instanceof Expression.Ref
                || (key instanceof Expression.Call call && call.function() == Expression.Function.FIND_IN_MAP))) {
            throw malformed("Fn::FindInMap", node);
        }
    }

    private static Expression choice(JsonNode argument) {
        list("Fn::If", argument, 3);
        return new Expression.If(text("Fn::If", argument.get(0)), read(argument.get(1)), read(argument.get(2)));
    }

    private static Expression getAtt(JsonNode argument) {
        if (argument.isTextual() && argument.textValue().indexOf('.') > 0) {
            return getAtt(argument.textValue());
        }
        list("Fn::GetAtt", argument, 2);
        return new Expression.GetAtt(text("Fn::GetAtt", argument.get(0)), text("Fn::GetAtt", argument.get(1)));
    }

    private static Expression getAtt(String dotted) {
        var dot = dotted.indexOf('.');
        return new Expression.GetAtt(dotted.substring(0, dot), dotted.substring(dot + 1));
    }

    private static Expression subWithValues(JsonNode argument) {
        list("Fn::Sub", argument, 2);
        if (!argument.get(1).isObject()) {
            throw malformed("Fn::Sub", argument);
        }
        return sub(text("Fn::Sub", argument.get(0)), members(argument.get(1)));
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
        return new Expression.Call(
                Expression.Function.JOIN, List.of(literal(""), new Expression.ListOf(List.copyOf(parts))));
    }

    private static Expression substituted(String name, Map<String, Expression> values) {
        if (name.startsWith("!")) {
            return literal("${" + name.substring(1) + "}");
        }
        var key = name.strip();
        return Optional.ofNullable(values.get(key))
                .orElseGet(() -> key.indexOf('.') > 0 ? getAtt(key) : new Expression.Ref(key));
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

    private static void list(String function, JsonNode argument, int size) {
        if (!argument.isArray() || argument.size() != size) {
            throw malformed(function, argument);
        }
    }

    private static ValidationException malformed(String function, JsonNode argument) {
        return new ValidationException("Template error: %s cannot take %s".formatted(function, argument));
    }
}
