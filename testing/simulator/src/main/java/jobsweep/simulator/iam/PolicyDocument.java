package jobsweep.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The reader of policy documents. What it does not know it refuses: a condition that is skipped would turn a narrow
/// permission into a wide one.
final class PolicyDocument {
    private static final Set<String> DOCUMENT_KEYS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_KEYS = Set.of("Sid", "Effect", "Action", "Resource");
    private static final Set<String> TRUST_KEYS = Set.of("Sid", "Effect", "Action", "Principal", "Condition");
    private static final Set<String> CONDITION_KEYS = Set.of("aws:SourceAccount", "aws:SourceArn");

    private static final Set<String> WITH_WILDCARDS = Set.of("ArnEquals", "ArnLike", "StringLike");
    private static final Set<String> OPERATORS = Set.of("ArnEquals", "ArnLike", "StringEquals", "StringLike");

    private PolicyDocument() {}

    /// The document's statements, one for each pair of action and resource.
    static List<Statement> statements(String policyName, JsonNode document) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode node : statementNodes(document, STATEMENT_KEYS)) {
            boolean denies = denies(node);
            for (String action : texts(node, "Action")) {
                for (String resource : texts(node, "Resource")) {
                    statements.add(new Statement(policyName, denies, action, resource));
                }
            }
        }
        return List.copyOf(statements);
    }

    /// Whom a role with this trust policy lets in.
    static List<Trust> trust(JsonNode document) {
        List<Trust> trust = new ArrayList<>();
        for (JsonNode node : statementNodes(document, TRUST_KEYS)) {
            if (denies(node) || !texts(node, "Action").equals(List.of("sts:AssumeRole"))) {
                throw new UnsupportedOperationException("a trust policy must allow sts:AssumeRole alone, got " + node);
            }
            JsonNode principal = node.path("Principal");
            requireKeys(principal, Set.of("Service", "AWS"));
            List<Trust.Condition> conditions = conditions(node.path("Condition"));
            principal.properties().stream()
                    .flatMap(kind -> principals(principal, kind.getKey()).stream())
                    .forEach(name -> trust.add(new Trust(name, conditions)));
        }
        return List.copyOf(trust);
    }

    private static List<String> principals(JsonNode principal, String kind) {
        List<String> names = texts(principal, kind);
        if (names.contains("*")) {
            throw new UnsupportedOperationException("a trust policy must say whom it trusts, got " + principal);
        }
        return names;
    }

    private static List<Trust.Condition> conditions(JsonNode node) {
        List<Trust.Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : node.properties()) {
            requireKeys(node, OPERATORS);
            requireKeys(operator.getValue(), CONDITION_KEYS);
            operator.getValue()
                    .fieldNames()
                    .forEachRemaining(key -> conditions.add(new Trust.Condition(
                            key, texts(operator.getValue(), key), WITH_WILDCARDS.contains(operator.getKey()))));
        }
        return List.copyOf(conditions);
    }

    private static List<JsonNode> statementNodes(JsonNode document, Set<String> knownKeys) {
        requireKeys(document, DOCUMENT_KEYS);
        List<JsonNode> nodes = oneOrMany(document.path("Statement"));
        nodes.forEach(node -> requireKeys(node, knownKeys));
        return nodes;
    }

    private static boolean denies(JsonNode statement) {
        String effect = statement.path("Effect").asText();
        return switch (effect) {
            case "Allow" -> false;
            case "Deny" -> true;
            default -> throw new UnsupportedOperationException("Effect must be Allow or Deny, got '" + effect + "'");
        };
    }

    private static List<String> texts(JsonNode statement, String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : oneOrMany(statement.path(key))) {
            if (!node.isTextual() || node.asText().isEmpty() || node.asText().contains("${")) {
                throw new UnsupportedOperationException(
                        key + " must be plain text without policy variables, got " + node + " in " + statement);
            }
            texts.add(node.asText());
        }
        return texts;
    }

    private static List<JsonNode> oneOrMany(JsonNode node) {
        if (!node.isArray()) {
            return List.of(node);
        }
        List<JsonNode> nodes = new ArrayList<>();
        node.forEach(nodes::add);
        return nodes;
    }

    private static void requireKeys(JsonNode node, Set<String> knownKeys) {
        if (!node.isObject()) {
            throw new UnsupportedOperationException("a policy's parts must be objects, got '" + node + "'");
        }
        Set<String> unknown = new TreeSet<>();
        node.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(knownKeys);
        if (!unknown.isEmpty()) {
            throw new UnsupportedOperationException("the simulator does not understand " + unknown + " in " + node);
        }
    }
}
