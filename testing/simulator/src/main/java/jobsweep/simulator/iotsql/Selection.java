package jobsweep.simulator.iotsql;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// One item between SELECT and FROM.
sealed interface Selection {
    void addTo(ObjectNode document, PublishedMessage message);

    /// `*`: the payload, which must be an object.
    record Everything() implements Selection {
        @Override
        public void addTo(ObjectNode document, PublishedMessage message) {
            message.payload().properties().forEach(member -> document.set(member.getKey(), member.getValue()));
        }
    }

    /// A value under a name, left out where it is `Undefined`.
    record Named(SqlExpression expression, String name) implements Selection {
        @Override
        public void addTo(ObjectNode document, PublishedMessage message) {
            expression.on(message).ifPresent(value -> document.set(name, value));
        }
    }
}
