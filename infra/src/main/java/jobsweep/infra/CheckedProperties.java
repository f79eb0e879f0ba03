package jobsweep.infra;

import java.util.LinkedHashMap;
import java.util.Map;
import jobsweep.contract.Property;
import software.amazon.awscdk.Token;

/// Properties as a template will have them. A literal fails at synth with the message that the function would have on
/// deployment, when it is known what a token stands for.
final class CheckedProperties {
    private final Map<String, String> values = new LinkedHashMap<>();

    /// @throws IllegalArgumentException naming property, rule and value
    static void check(Property<?> property, String value) {
        if (!Token.isUnresolved(value)) {
            property.read(value);
        }
    }

    /// @throws IllegalArgumentException as [#check]
    void set(Property<?> property, String value) {
        check(property, value);
        values.put(property.name(), value);
    }

    /// The properties by name.
    ///
    /// @throws IllegalArgumentException where one of these is missing
    Map<String, String> with(Property<?>... required) {
        for (Property<?> property : required) {
            if (!values.containsKey(property.name())) {
                throw property.missing();
            }
        }
        return new LinkedHashMap<>(values);
    }
}
