package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A resource as a template declares it. `mentions` are the names that must exist before it.
record ResourceDeclaration(
        String logicalResourceId,
        String resourceType,
        Expression properties,
        Set<String> mentions,
        RetentionPolicy deletionPolicy,
        RetentionPolicy updateReplacePolicy,
        Optional<String> condition) {
    private static final Set<String> UNDERSTOOD =
            Set.of("Type", "Properties", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Condition", "Metadata");

    static ResourceDeclaration read(String logicalResourceId, JsonNode declaration) {
        Sections.only("Resource " + logicalResourceId, declaration, UNDERSTOOD);
        if (!declaration.path("Type").isTextual()) {
            throw new ValidationException("Template format error: every resource must have a Type");
        }
        var properties = properties(logicalResourceId, declaration);
        return new ResourceDeclaration(
                logicalResourceId,
                declaration.path("Type").asText(),
                properties,
                Stream.concat(dependsOn(declaration.path("DependsOn")), properties.names())
                        .collect(Collectors.toCollection(TreeSet::new)),
                RetentionPolicy.onDelete(declaration.path("DeletionPolicy")),
                RetentionPolicy.onReplace(declaration.path("UpdateReplacePolicy")),
                declaration.optional("Condition").map(JsonNode::asText));
    }

    ObjectNode evaluate(Scope scope) {
        return (ObjectNode) properties.evaluate(scope);
    }

    private static Expression properties(String logicalResourceId, JsonNode declaration) {
        var node =
                declaration.has("Properties") ? declaration.get("Properties") : JsonNodeFactory.instance.objectNode();
        if (ExpressionReader.read(node) instanceof Expression.ObjectOf properties) {
            return properties;
        }
        throw new ValidationException(
                "Template format error: Properties of %s must be an object".formatted(logicalResourceId));
    }

    private static Stream<String> dependsOn(JsonNode names) {
        return names.isTextual()
                ? Stream.of(names.textValue())
                : names.valueStream().map(JsonNode::asText);
    }
}
