package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A yes or no that the parameters decide: conditions, and the assertions of rules.
sealed interface Condition {
    boolean holds(Scope scope, Map<String, Condition> named);

    static Condition read(JsonNode node) {
        if (!node.isObject() || node.size() != 1) {
            throw new ValidationException("Template format error: a condition must be one function, got " + node);
        }
        var function = node.fieldNames().next();
        var argument = node.get(function);
        return switch (function) {
            case "Fn::And" -> new And(all(argument));
            case "Fn::Contains" -> new Contains(operand(argument, 0), operand(argument, 1));
            case "Fn::Equals" -> new Equal(operand(argument, 0), operand(argument, 1));
            case "Fn::Not" -> new Not(read(argument.path(0)));
            case "Fn::Or" -> new Or(all(argument));
            case "Condition" -> new Named(argument.asText());
            default ->
                throw new ValidationException(
                        "Template error: the simulator does not play %s in a condition, only Condition, "
                                        .formatted(function)
                                + "Fn::And, Fn::Contains, Fn::Equals, Fn::Not and Fn::Or");
        };
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

    /// `Fn::And`.
    record And(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Scope scope, Map<String, Condition> named) {
            return conditions.stream().allMatch(condition -> condition.holds(scope, named));
        }
    }

    /// `Fn::Or`.
    record Or(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Scope scope, Map<String, Condition> named) {
            return conditions.stream().anyMatch(condition -> condition.holds(scope, named));
        }
    }

    /// `Fn::Not`.
    record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Scope scope, Map<String, Condition> named) {
            return !condition.holds(scope, named);
        }
    }

    /// `Fn::Equals`.
    record Equal(Expression left, Expression right) implements Condition {
        @Override
        public boolean holds(Scope scope, Map<String, Condition> named) {
            return left.evaluate(scope).asText().equals(right.evaluate(scope).asText());
        }
    }

    /// `Fn::Contains`, of rules only.
    record Contains(Expression list, Expression value) implements Condition {
        @Override
        public boolean holds(Scope scope, Map<String, Condition> named) {
            var wanted = value.evaluate(scope).asText();
            return list.evaluate(scope)
                    .valueStream()
                    .anyMatch(item -> item.asText().equals(wanted));
        }
    }

    /// `Condition`: another condition, by its name.
    record Named(String name) implements Condition {
        @Override
        public boolean holds(Scope scope, Map<String, Condition> named) {
            // A condition that is being decided is no answer to itself.
            Map<String, Condition> others = new HashMap<>(named);
            var condition = others.remove(name);
            if (condition == null) {
                throw new ValidationException(
                        "Template format error: Unresolved condition %s: there is none, or it depends on itself"
                                .formatted(name));
            }
            return condition.holds(scope, others);
        }
    }
}
