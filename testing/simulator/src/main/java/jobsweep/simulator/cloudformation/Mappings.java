package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The values of a template's `Mappings`, text and lists, by the keys that lead to them.
record Mappings(Map<Keys, JsonNode> values) {
    static final Mappings EMPTY = new Mappings(Map.of());

    /// The way to a value.
    record Keys(String mapping, String top, String second) {
        @Override
        public String toString() {
            return String.join("::", mapping, top, second);
        }
    }

    static Mappings read(JsonNode section) {
        Map<Keys, JsonNode> values = new HashMap<>();
        members("Mappings", section)
                .forEach((mapping, tops) -> members("Mapping " + mapping, tops)
                        .forEach((top, attributes) -> members("Mapping %s::%s".formatted(mapping, top), attributes)
                                .forEach((attribute, value) ->
                                        values.put(new Keys(mapping, top, checkedName(attribute)), checked(value)))));
        return new Mappings(Map.copyOf(values));
    }

    /// @throws ValidationException when no value is there
    JsonNode value(Keys keys) {
        if (values.keySet().stream().noneMatch(known -> known.mapping().equals(keys.mapping()))) {
            throw new ValidationException(
                    "Template error: Mapping named '%s' is not present in the 'Mappings' section of template."
                            .formatted(keys.mapping()));
        }
        return Optional.ofNullable(values.get(keys))
                .orElseThrow(() -> new ValidationException("Template error: Unable to get mapping for " + keys));
    }

    /// What `wanted` leads to. The rest is nothing that a stack consists of: to change it is no update.
    ///
    /// @throws ValidationException when one leads to no value
    Mappings only(Stream<Keys> wanted) {
        return new Mappings(wanted.distinct().collect(Collectors.toUnmodifiableMap(Function.identity(), this::value)));
    }

    private static Map<String, JsonNode> members(String where, JsonNode object) {
        if (!object.isObject()) {
            throw new ValidationException("Template format error: %s must be an object".formatted(where));
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.propertyStream().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    private static String checkedName(String attribute) {
        if (!attribute.matches("[a-zA-Z0-9]+")) {
            throw new ValidationException(
                    "Template format error: Mappings attribute name '%s' must contain only alphanumeric characters."
                            .formatted(attribute));
        }
        return attribute;
    }

    private static JsonNode checked(JsonNode value) {
        var items = value.isArray() ? value.valueStream() : Stream.of(value);
        if (!items.allMatch(item -> item.isValueNode() && !item.isNull())) {
            throw new ValidationException(
                    "Template format error: Every Mappings attribute must be a String or a List.");
        }
        return value;
    }
}
