package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A yes or no that the parameters decide: conditions, and the assertions of rules.
@FunctionalInterface
interface Condition {
    boolean holds(Scope scope, Map<String, Condition> named);

    static Condition read(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new ValidationException("Template format error: a condition must be one function, got " + node);
        }
        var function = node.fieldNames().next();
        var argument = node.get(function);
        return switch (function) {
            case "Fn::And" -> {
                var all = all(argument);
                yield (scope, named) -> all.stream().allMatch(condition -> condition.holds(scope, named));
            }
            case "Fn::Contains" -> contains(operand(argument, 0), operand(argument, 1));
            case "Fn::Equals" -> equal(operand(argument, 0), operand(argument, 1));
            case "Fn::Not" -> {
                var condition = read(argument.path(0));
                yield (scope, named) -> !condition.holds(scope, named);
            }
            case "Fn::Or" -> {
                var all = all(argument);
                yield (scope, named) -> all.stream().anyMatch(condition -> condition.holds(scope, named));
            }
            case "Condition" -> named(argument.asText());
            default ->
                throw new ValidationException(
                        "Template error: the simulator does not play %s in a condition, only Condition, "
                                        .formatted(function)
                                + "Fn::And, Fn::Contains, Fn::Equals, Fn::Not and Fn::Or");
        };
    }

    /// Another condition, by its name.
    static Condition named(String name) {
        return (scope, named) -> {
            // A condition that is being decided is no answer to itself.
            Map<String, Condition> others = new HashMap<>(named);
            var condition = others.remove(name);
            if (condition == null) {
                throw new ValidationException(
                        "Template format error: Unresolved condition %s: there is none, or it depends on itself"
                                .formatted(name));
            }
            return condition.holds(scope, others);
        };
    }

    private static Condition equal(Expression left, Expression right) {
        return (scope, named) ->
                left.evaluate(scope).asText().equals(right.evaluate(scope).asText());
    }

    /// Of rules only.
    private static Condition contains(Expression list, Expression value) {
        return (scope, named) -> list.evaluate(scope)
                .valueStream()
                .anyMatch(item -> item.asText().equals(value.evaluate(scope).asText()));
    }

    private static List<Condition> all(JsonNode conditions) {
        if (!conditions.isArray()) {
            throw new ValidationException("Template format error: a list of conditions is needed, got " + conditions);
        }
        return conditions.valueStream().map(Condition::read).toList();
    }

    private static Expression operand(JsonNode operands, int index) {
        if (!operands.isArray() || operands.size() != 2) {
            throw new ValidationException("Template format error: a comparison needs two values, got " + operands);
        }
        return ExpressionReader.read(operands.get(index));
    }
}
