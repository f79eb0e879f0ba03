package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Reads a template's sections, and refuses what the simulator would otherwise have to pass over in silence.
final class Sections {
    private Sections() {}

    static void only(String where, JsonNode object, Set<String> understood) {
        if (!object.isObject()) {
            throw new ValidationException("Template format error: %s must be an object".formatted(where));
        }
        object.fieldNames().forEachRemaining(name -> {
            if (!understood.contains(name)) {
                throw new ValidationException(
                        "Template error: %s: the simulator does not play %s".formatted(where, name));
            }
        });
    }

    /// Reads each member of a section, which need not be there. What is wrong in a member is said with its name.
    static <T> Map<String, T> each(JsonNode template, String section, BiFunction<String, JsonNode, T> reader) {
        Map<String, T> entries = new LinkedHashMap<>();
        JsonNode members = template.path(section);
        if (!members.isMissingNode() && !members.isObject()) {
            throw new ValidationException("Template format error: %s must be an object".formatted(section));
        }
        members.propertyStream()
                .forEach(member -> entries.put(
                        member.getKey(),
                        named(
                                section + "." + member.getKey(),
                                () -> reader.apply(member.getKey(), member.getValue()))));
        return entries;
    }

    private static <T> T named(String where, Supplier<T> reader) {
        try {
            return reader.get();
        } catch (ValidationException e) {
            throw new ValidationException(where + ": " + e.getMessage(), e);
        }
    }
}
