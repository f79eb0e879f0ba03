package jobsweep.simulator.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// What an event must be like for a rule: an object of members, each again an object or a list of which one must fit.
public sealed interface EventPattern {
    /// Whether the value fits; one that is not there is a missing node.
    boolean matches(JsonNode value);

    /// Reads a rule's `EventPattern`.
    ///
    /// @throws UnsupportedEventsException if anything in it is not played
    static EventPattern parse(JsonNode pattern) {
        if (pattern.isArray() && !pattern.isEmpty()) {
            return new AnyOf(StreamSupport.stream(pattern.spliterator(), false)
                    .map(EventPattern::choice)
                    .toList());
        }
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw new UnsupportedEventsException("the event pattern " + pattern);
        }
        pattern.fieldNames().forEachRemaining(name -> {
            if (name.startsWith("$")) {
                throw new UnsupportedEventsException(name + " in an event pattern");
            }
        });
        return new Members(pattern.properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, member -> parse(member.getValue()))));
    }

    private static EventPattern choice(JsonNode choice) {
        if (choice.isValueNode()) {
            return new Exactly(choice);
        }
        if (choice.isObject() && choice.size() == 1) {
            JsonNode operand = choice.elements().next();
            switch (choice.fieldNames().next()) {
                case "exists" -> {
                    if (operand.isBoolean()) {
                        return new Exists(operand.asBoolean());
                    }
                }
                case "prefix" -> {
                    if (operand.isTextual()) {
                        return new Fitting(Pattern.compile(Pattern.quote(operand.asText()) + ".*", Pattern.DOTALL));
                    }
                }
                case "wildcard" -> {
                    if (operand.isTextual() && !operand.asText().matches("(?s).*(\\\\|\\*\\*).*")) {
                        return new Fitting(wildcard(operand.asText()));
                    }
                }
                default -> {}
            }
        }
        throw new UnsupportedEventsException(choice + " in an event pattern");
    }

    private static Pattern wildcard(String text) {
        return Pattern.compile(("\\Q" + text + "\\E").replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }

    /// An object whose members all fit.
    record Members(Map<String, EventPattern> members) implements EventPattern {
        @Override
        public boolean matches(JsonNode value) {
            return members.entrySet().stream()
                    .allMatch(member -> member.getValue().matches(value.path(member.getKey())));
        }
    }

    /// A value that fits one of several; of a list, one element must.
    record AnyOf(List<EventPattern> choices) implements EventPattern {
        @Override
        public boolean matches(JsonNode value) {
            return choices.stream()
                    .anyMatch(choice -> (value.isArray() && !(choice instanceof Exists))
                            ? StreamSupport.stream(value.spliterator(), false).anyMatch(choice::matches)
                            : choice.matches(value));
        }
    }

    /// The very value.
    record Exactly(JsonNode expected) implements EventPattern {
        @Override
        public boolean matches(JsonNode value) {
            return expected.equals(value);
        }
    }

    /// A text of this form.
    record Fitting(Pattern form) implements EventPattern {
        @Override
        public boolean matches(JsonNode value) {
            return value.isTextual() && form.matcher(value.asText()).matches();
        }
    }

    /// Any value, or none.
    record Exists(boolean there) implements EventPattern {
        @Override
        public boolean matches(JsonNode value) {
            return value.isMissingNode() != there;
        }
    }
}
