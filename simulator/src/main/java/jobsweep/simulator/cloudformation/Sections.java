package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

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

    static <T> Map<String, T> each(JsonNode section, BiFunction<String, JsonNode, T> reader) {
        Map<String, T> entries = new LinkedHashMap<>();
        section.propertyStream()
                .forEach(entry -> entries.put(entry.getKey(), reader.apply(entry.getKey(), entry.getValue())));
        return entries;
    }
}
