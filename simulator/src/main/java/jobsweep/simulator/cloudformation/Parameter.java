package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.Set;

/// A parameter's declaration: where its value comes from, and which values are allowed.
record Parameter(String name, JsonNode declaration) {
    private static final Set<String> TYPES = Set.of("String", "Number", "AWS::SSM::Parameter::Value<String>");
    private static final Set<String> UNDERSTOOD = Set.of(
            "Type", "Default", "Description", "NoEcho", "AllowedValues", "AllowedPattern", "ConstraintDescription");

    Parameter {
        Sections.only("Parameter " + name, declaration, UNDERSTOOD);
        if (!TYPES.contains(declaration.path("Type").asText())) {
            throw new ValidationException("Template error: parameter %s must be one of %s, got %s"
                    .formatted(name, TYPES, declaration.path("Type")));
        }
    }

    /// The value that was given, or else the default.
    ///
    /// @throws ValidationException when there is no value, or one that is not allowed
    JsonNode value(Optional<String> given, Account account) {
        var value = given.or(this::byDefault)
                .orElseThrow(() -> new ValidationException("Parameters: [%s] must have values".formatted(name)));
        if (!allows(value)) {
            throw new ValidationException(
                    "Parameter %s: %s is not allowed, it must be %s".formatted(name, value, constraint()));
        }
        return JsonNodeFactory.instance.textNode(stored() ? inStore(value, account) : value);
    }

    private Optional<String> byDefault() {
        return declaration.optional("Default").map(JsonNode::asText);
    }

    private boolean stored() {
        return declaration.path("Type").asText().startsWith("AWS::SSM::");
    }

    private static String inStore(String key, Account account) {
        var value = account.parameterStore().get(key);
        if (value == null) {
            throw new ValidationException("Unable to fetch parameters [%s] from parameter store".formatted(key));
        }
        return value;
    }

    private boolean allows(String value) {
        var values = declaration.path("AllowedValues");
        return (values.isMissingNode()
                        || values.valueStream()
                                .anyMatch(allowed -> allowed.asText().equals(value)))
                && value.matches(declaration.path("AllowedPattern").asText("(?s).*"));
    }

    private String constraint() {
        return declaration
                .optional("ConstraintDescription")
                .map(JsonNode::asText)
                .orElseGet(() -> declaration.has("AllowedPattern")
                        ? "a match of " + declaration.path("AllowedPattern").asText()
                        : "one of " + declaration.path("AllowedValues"));
    }
}
