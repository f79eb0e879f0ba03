package jobsweep.simulator.iotsql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// The statement of a topic rule, which makes documents of the messages that it selects.
public final class IotSql {
    private final List<Selection> selections;
    private final TopicFilter filter;
    private final Optional<SqlExpression> condition;

    IotSql(List<Selection> selections, TopicFilter filter, Optional<SqlExpression> condition) {
        this.selections = List.copyOf(selections);
        this.filter = filter;
        this.condition = condition;
    }

    /// Reads a statement such as `SELECT topic(4) AS JobId FROM '$aws/events/jobExecution/+/+' WHERE …`.
    ///
    /// @throws UnsupportedOperationException if anything in it is not played
    public static IotSql parse(String sql) {
        return new Parser(Tokenizer.tokens(sql)).statement();
    }

    /// The document that the rule makes of the message; empty where it does not select it.
    public Optional<ObjectNode> evaluate(String topic, JsonNode payload) {
        PublishedMessage message = new PublishedMessage(topic, payload);
        if (!filter.matches(topic)
                || !condition
                        .map(where -> SqlExpression.truth(where, message).orElse(false))
                        .orElse(true)) {
            return Optional.empty();
        }
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        selections.forEach(selection -> selection.addTo(document, message));
        return Optional.of(document);
    }
}
