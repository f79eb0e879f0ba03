package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/// A parameter's declaration: where its value comes from, and which values are allowed.
record Parameter(String name, JsonNode declaration) {
    private static final String LIST = "CommaDelimitedList";
    private static final Set<String> TYPES = Set.of("String", "Number", LIST, "AWS::SSM::Parameter::Value<String>");
    private static final Set<String> UNDERSTOOD = Set.of(
            "Type",
            "Default",
            "Description",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MaxLength",
            "MaxValue",
            "MinLength",
            "MinValue");

    Parameter {
        Sections.only("Parameter " + name, declaration, UNDERSTOOD);
        if (!TYPES.contains(declaration.path("Type").asText())) {
            throw new ValidationException("Template error: parameter %s must be one of %s, got %s"
                    .formatted(name, TYPES.stream().sorted().toList(), declaration.path("Type")));
        }
    }

    /// The value that was given, or else the default.
    Optional<String> valueOr(Optional<String> given) {
        return given.or(() -> declaration.optional("Default").map(JsonNode::asText));
    }

    /// What the value stands for.
    ///
    /// @throws ValidationException when the value is not allowed
    JsonNode evaluate(String value, Account account) {
        List<String> items = isA(LIST) ? List.of(value.split("\\s*,\\s*", -1)) : List.of(value);
        items.stream().flatMap(item -> objection(item).stream()).findFirst().ifPresent(objection -> {
            throw new ValidationException(refusal(objection, value));
        });
        if (isA(LIST)) {
            var list = JsonNodeFactory.instance.arrayNode();
            items.forEach(list::add);
            return list;
        }
        return JsonNodeFactory.instance.textNode(stored() ? inStore(value, account) : value);
    }

    private boolean isA(String type) {
        return declaration.path("Type").asText().equals(type);
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

    /// What CloudFormation says of a value that is not allowed. Where the template has words for it, these stand in.
    private String refusal(String objection, String value) {
        var said = declaration
                .optional("ConstraintDescription")
                .map(description ->
                        "Parameter %s failed to satisfy constraint: %s".formatted(name, description.asText()))
                .orElseGet(() -> "Parameter '%s' %s".formatted(name, objection));
        return declaration.path("NoEcho").asBoolean() ? said : "%s, got '%s'".formatted(said, value);
    }

    private Optional<String> objection(String value) {
        return Stream.of(
                        unless(isListed(value), "must be one of AllowedValues " + declaration.path("AllowedValues")),
                        unless(
                                isMatched(value),
                                "must match pattern "
                                        + declaration.path("AllowedPattern").asText()),
                        isA("Number") ? objectionToNumber(value) : objectionToLength(value))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isListed(String value) {
        var values = declaration.path("AllowedValues");
        return values.isMissingNode()
                || values.valueStream().anyMatch(allowed -> allowed.asText().equals(value));
    }

    private boolean isMatched(String value) {
        try {
            return value.matches(declaration.path("AllowedPattern").asText("(?s).*"));
        } catch (PatternSyntaxException e) {
            throw new ValidationException(
                    "Template error: AllowedPattern of parameter %s is no regular expression: %s"
                            .formatted(name, e.getDescription()),
                    e);
        }
    }

    private Optional<String> objectionToLength(String value) {
        return unless(value.length() >= limit("MinLength", 0), "must contain at least %s characters", "MinLength")
                .or(() -> unless(
                        value.length() <= limit("MaxLength", Double.MAX_VALUE),
                        "must contain at most %s characters",
                        "MaxLength"));
    }

    private Optional<String> objectionToNumber(String value) {
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            return Optional.of("must be a number");
        }
        return unless(number >= limit("MinValue", -Double.MAX_VALUE), "must be a number not less than %s", "MinValue")
                .or(() -> unless(
                        number <= limit("MaxValue", Double.MAX_VALUE),
                        "must be a number not greater than %s",
                        "MaxValue"));
    }

    private double limit(String constraint, double otherwise) {
        return declaration.path(constraint).asDouble(otherwise);
    }

    private Optional<String> unless(boolean holds, String objection, String constraint) {
        return unless(holds, objection.formatted(declaration.path(constraint).asText()));
    }

    private static Optional<String> unless(boolean holds, String objection) {
        return holds ? Optional.empty() : Optional.of(objection);
    }
}
