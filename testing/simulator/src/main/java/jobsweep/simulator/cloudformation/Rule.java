package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Assertions about the parameters, checked before anything is made.
record Rule(Optional<Condition> onlyIf, Map<Condition, String> assertions) {
    static Rule read(String name, JsonNode declaration) {
        Sections.only("Rule " + name, declaration, Set.of("RuleCondition", "Assertions"));
        return new Rule(
                declaration.optional("RuleCondition").map(Condition::read),
                declaration
                        .path("Assertions")
                        .valueStream()
                        .collect(Collectors.toMap(
                                assertion -> Condition.read(assertion.path("Assert")),
                                assertion -> assertion.path("AssertDescription").asText("Rule " + name))));
    }

    void check(Scope scope, Map<String, Condition> named) {
        if (onlyIf.isPresent() && !onlyIf.get().holds(scope, named)) {
            return;
        }
        assertions.forEach((assertion, description) -> {
            if (!assertion.holds(scope, named)) {
                throw new ValidationException("Template validation error: " + description);
            }
        });
    }
}
