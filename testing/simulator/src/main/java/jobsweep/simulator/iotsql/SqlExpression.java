package jobsweep.simulator.iotsql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What has a value on a message; empty stands for `Undefined`, with which nothing is true.
sealed interface SqlExpression {
    Optional<JsonNode> on(PublishedMessage message);

    /// A member of the payload, such as `thing.name`.
    record Member(List<String> path) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            JsonNode node = message.payload();
            for (String name : path) {
                node = node.path(name);
            }
            return node.isMissingNode() ? Optional.empty() : Optional.of(node);
        }
    }

    /// A text or number as it is written.
    record Literal(JsonNode value) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return Optional.of(value);
        }
    }

    /// `topic(4)`.
    record Topic(int level) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return message.level(level).map(TextNode::valueOf);
        }
    }

    /// `regexp_substr(text, 'pattern')`: the first match, `Undefined` without one.
    record Substring(SqlExpression text, Pattern pattern) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return textOf(text, message)
                    .map(pattern::matcher)
                    .filter(matcher -> matcher.find())
                    .map(matcher -> TextNode.valueOf(matcher.group()));
        }
    }

    /// `regexp_matches(text, 'pattern')`: whether there is a match anywhere in the text.
    record Matches(SqlExpression text, Pattern pattern) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return textOf(text, message)
                    .map(value -> BooleanNode.valueOf(pattern.matcher(value).find()));
        }
    }

    /// `left = right`, or `left <> right` where it is negated; values of different types are `Undefined` together.
    record Comparison(SqlExpression left, SqlExpression right, boolean negated) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return left.on(message)
                    .flatMap(a -> right.on(message)
                            .filter(b -> a.getNodeType() == b.getNodeType())
                            .map(b -> BooleanNode.valueOf(a.equals(b) != negated)));
        }
    }

    /// `left AND right`, or `left OR right`; `Undefined` unless both are boolean.
    record Both(SqlExpression left, SqlExpression right, boolean and) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return truth(left, message)
                    .flatMap(a -> truth(right, message).map(b -> BooleanNode.valueOf(and ? a && b : a || b)));
        }
    }

    /// `NOT operand`.
    record Not(SqlExpression operand) implements SqlExpression {
        @Override
        public Optional<JsonNode> on(PublishedMessage message) {
            return truth(operand, message).map(value -> BooleanNode.valueOf(!value));
        }
    }

    /// The value, if it is boolean.
    static Optional<Boolean> truth(SqlExpression expression, PublishedMessage message) {
        return expression.on(message).filter(JsonNode::isBoolean).map(JsonNode::asBoolean);
    }

    private static Optional<String> textOf(SqlExpression expression, PublishedMessage message) {
        return expression.on(message).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
