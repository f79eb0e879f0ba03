package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What is known before there is a stack: the account, the parameters, the mappings and the conditions.
record ParameterScope(
        Account account, Map<String, JsonNode> parameters, Mappings mappings, Map<String, Condition> conditions)
        implements Scope {
    static Map<String, JsonNode> values(Account account, Map<String, Parameter> declared, Map<String, String> given) {
        Set<String> undeclared = new TreeSet<>(given.keySet());
        undeclared.removeAll(declared.keySet());
        refuse("Parameters: %s do not exist in the template", undeclared);
        Map<String, JsonNode> values = new HashMap<>();
        Set<String> missing = new TreeSet<>();
        declared.forEach((name, parameter) -> parameter
                .valueOr(Optional.ofNullable(given.get(name)))
                .ifPresentOrElse(
                        value -> values.put(name, parameter.evaluate(value, account)), () -> missing.add(name)));
        refuse("Parameters: %s must have values", missing);
        return Map.copyOf(values);
    }

    private static void refuse(String problem, Set<String> names) {
        if (!names.isEmpty()) {
            throw new ValidationException(problem.formatted(names));
        }
    }

    @Override
    public JsonNode ref(String name) {
        return switch (name) {
            case "AWS::AccountId" -> TextNode.valueOf(account.id());
            case "AWS::Region" -> TextNode.valueOf(account.region());
            case "AWS::Partition" -> TextNode.valueOf(account.partition());
            case "AWS::URLSuffix" -> TextNode.valueOf(account.urlSuffix());
            default -> Optional.ofNullable(parameters.get(name)).orElseThrow(() -> unknown(name));
        };
    }

    @Override
    public JsonNode attribute(String logicalResourceId, String attribute) {
        throw unknown(logicalResourceId);
    }

    @Override
    public JsonNode exported(String name) {
        throw unknown(name);
    }

    @Override
    public JsonNode mapped(Mappings.Keys keys) {
        return mappings.value(keys);
    }

    @Override
    public boolean holds(String condition) {
        return Condition.named(condition).holds(this, conditions);
    }

    private static ValidationException unknown(String name) {
        return new ValidationException("Template error: only parameters can be used here, got " + name);
    }
}
