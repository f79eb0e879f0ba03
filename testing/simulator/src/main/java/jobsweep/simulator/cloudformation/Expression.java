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
        return parts().stream().flatMap(Expression::names);
    }

    /// What this expression looks up in mappings, at any depth.
    default Stream<FindInMap> lookups() {
        return parts().stream().flatMap(Expression::lookups);
    }

    private static String asText(JsonNode value, String function) {
        if (!value.isValueNode()) {
            throw new ResourceFailedException("Template error: %s needs text, got %s".formatted(function, value));
        }
        return value.asText();
    }

    private static List<JsonNode> asList(JsonNode value, String function) {
        if (!value.isArray()) {
            throw new ResourceFailedException("Template error: %s needs a list, got %s".formatted(function, value));
        }
        return value.valueStream().toList();
    }

    /// A value that is what it says.
    record Literal(JsonNode value) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return value;
        }
    }

    /// A list; an item that is `AWS::NoValue` is left out.
    record ListOf(List<Expression> items) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            var list = JsonNodeFactory.instance.arrayNode();
            items.stream()
                    .map(item -> item.evaluate(scope))
                    .filter(value -> !(value instanceof MissingNode))
                    .forEach(list::add);
            return list;
        }

        @Override
        public Collection<Expression> parts() {
            return items;
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

        @Override
        public Stream<String> names() {
            return Stream.of(name);
        }
    }

    /// `Fn::GetAtt`.
    record GetAtt(String logicalResourceId, String attribute) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.attribute(logicalResourceId, attribute);
        }

        @Override
        public Stream<String> names() {
            return Stream.of(logicalResourceId);
        }
    }

    /// `Fn::FindInMap`.
    record FindInMap(Expression mapping, Expression top, Expression second) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.mapped(keys(scope));
        }

        @Override
        public Collection<Expression> parts() {
            return List.of(mapping, top, second);
        }

        @Override
        public Stream<FindInMap> lookups() {
            return Stream.concat(Stream.of(this), parts().stream().flatMap(Expression::lookups));
        }

        Mappings.Keys keys(Scope scope) {
            return new Mappings.Keys(key(mapping, scope), key(top, scope), key(second, scope));
        }

        private static String key(Expression key, Scope scope) {
            return asText(key.evaluate(scope), "Fn::FindInMap");
        }
    }

    /// `Fn::ImportValue`.
    record ImportValue(Expression name) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return scope.exported(asText(name.evaluate(scope), "Fn::ImportValue"));
        }

        @Override
        public Collection<Expression> parts() {
            return List.of(name);
        }
    }

    /// `Fn::Join`, and `Fn::Sub`, which joins without a delimiter.
    record Join(String delimiter, Expression list) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            return TextNode.valueOf(asList(list.evaluate(scope), "Fn::Join").stream()
                    .map(item -> asText(item, "Fn::Join"))
                    .collect(Collectors.joining(delimiter)));
        }

        @Override
        public Collection<Expression> parts() {
            return List.of(list);
        }
    }

    /// `Fn::Select`, counted from 0.
    record Select(Expression index, Expression list) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            var items = asList(list.evaluate(scope), "Fn::Select");
            var position = index.evaluate(scope).asInt(-1);
            if (position < 0 || position >= items.size()) {
                throw new ResourceFailedException(
                        "Template error: Fn::Select cannot select %s of %s".formatted(index.evaluate(scope), items));
            }
            return items.get(position);
        }

        @Override
        public Collection<Expression> parts() {
            return List.of(index, list);
        }
    }

    /// `Fn::Split`.
    record Split(String delimiter, Expression source) implements Expression {
        @Override
        public JsonNode evaluate(Scope scope) {
            var parts = JsonNodeFactory.instance.arrayNode();
            // What follows a last delimiter is a part too, if an empty one.
            for (var part : asText(source.evaluate(scope), "Fn::Split").split(Pattern.quote(delimiter), -1)) {
                parts.add(part);
            }
            return parts;
        }

        @Override
        public Collection<Expression> parts() {
            return List.of(source);
        }
    }
}
