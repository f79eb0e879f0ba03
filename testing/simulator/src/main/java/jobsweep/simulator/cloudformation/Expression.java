package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A value in a template: literal text, or a function of what exists once the stack is being played.
sealed interface Expression {
    /// The value, with names resolved.
    ///
    /// @throws ResourceFailedException when a name cannot be resolved, or a value has another shape than a function
    /// needs
    JsonNode evaluate(Scope scope);

    /// The expressions that this one is made of.
    default Collection<Expression> parts() {
        return List.of();
    }

    /// This expression and all that it is made of, at any depth.
    default Stream<Expression> all() {
        return Stream.concat(Stream.of(this), parts().stream().flatMap(Expression::all));
    }

    /// The names this expression refers to, at any depth.
    default Stream<String> names() {
        return all().flatMap(expression -> switch (expression) {
            case Ref(String name) -> Stream.of(name);
            case GetAtt(String logicalResourceId, String attribute) -> Stream.of(logicalResourceId);
            case Literal literal -> Stream.empty();
            case ListOf list -> Stream.empty();
            case ObjectOf object -> Stream.empty();
            case Call call -> Stream.empty();
            case If choice -> Stream.empty();
        });
    }

    /// A value that is what it says.
    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }
    }

    /// A list; an item that is `AWS::NoValue` is left out.
    record ListOf(List<Expression> parts) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            var list = JsonNodeFactory.instance.arrayNode();
            parts.stream()
                    .map(item -> item.evaluate(scope))
                    .filter(value -> !(value instanceof MissingNode))
                    .forEach(list::add);
            return list;
        }
    }

    /// An object; a member that is `AWS::NoValue` is left out.
    record ObjectOf(Map<String, Expression> members) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            var object = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> {
                var value = member.evaluate(scope);
                if (!(value instanceof MissingNode)) {
                    object.set(name, value);
                }
            });
            return object;
        }

        @Override
        public Collection<Expression> parts() {
            return members.values();
        }
    }

    /// `Ref`.
    record Ref(String name) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.ref(name);
        }
    }

    /// `Fn::GetAtt`.
    record GetAtt(String logicalResourceId, String attribute) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.attribute(logicalResourceId, attribute);
        }
    }

    /// `Fn::If`. Both values count as its parts, as for CloudFormation.
    record If(String condition, Expression yes, Expression no) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return (scope.holds(condition) ? yes : no).evaluate(scope);
        }

        @Override
        public Collection<Expression> parts() {
            return List.of(yes, no);
        }
    }

    /// A function of values. `Fn::Sub` is one that joins without a delimiter.
    record Call(Function function, List<Expression> parts) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return switch (function) {
                case FIND_IN_MAP -> scope.mapped(keys(scope));
                case IMPORT_VALUE -> scope.exported(text(0, scope));
                case JOIN ->
                    TextNode.valueOf(list(1, scope).stream()
                            .map(item -> function.text(item))
                            .collect(Collectors.joining(text(0, scope))));
                case SELECT -> selected(list(1, scope), parts.getFirst().evaluate(scope));
                case SPLIT -> {
                    var split = JsonNodeFactory.instance.arrayNode();
                    // What follows a last delimiter is a part too, if an empty one.
                    Stream.of(text(1, scope).split(Pattern.quote(text(0, scope)), -1))
                            .forEach(split::add);
                    yield split;
                }
            };
        }

        /// What a look in mappings looks for.
        Mappings.Keys keys(Scope scope) {
            return new Mappings.Keys(text(0, scope), text(1, scope), text(2, scope));
        }

        private JsonNode selected(List<JsonNode> items, JsonNode index) {
            var position = index.asInt(-1);
            if (position < 0 || position >= items.size()) {
                throw new ResourceFailedException(
                        "Template error: Fn::Select cannot select %s of %s".formatted(index, items));
            }
            return items.get(position);
        }

        private String text(int argument, Scope scope) {
            return function.text(parts.get(argument).evaluate(scope));
        }

        private List<JsonNode> list(int argument, Scope scope) {
            var value = parts.get(argument).evaluate(scope);
            if (!value.isArray()) {
                throw new ResourceFailedException(
                        "Template error: %s needs a list, got %s".formatted(function.awsName(), value));
            }
            return value.valueStream().toList();
        }
    }

    /// The functions of values that the simulator plays, by how many these are.
    enum Function {
        FIND_IN_MAP("Fn::FindInMap", 3),
        IMPORT_VALUE("Fn::ImportValue", 1),
        JOIN("Fn::Join", 2),
        SELECT("Fn::Select", 2),
        SPLIT("Fn::Split", 2);

        private final String awsName;
        private final int arguments;

        Function(String awsName, int arguments) {
            this.awsName = awsName;
            this.arguments = arguments;
        }

        String awsName() {
            return awsName;
        }

        int arguments() {
            return arguments;
        }

        private String text(JsonNode value) {
            if (!value.isValueNode()) {
                throw new ResourceFailedException("Template error: %s needs text, got %s".formatted(awsName, value));
            }
            return value.asText();
        }
    }
}
