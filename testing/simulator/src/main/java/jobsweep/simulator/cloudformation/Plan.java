package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a stack shall consist of: a template with its parameters filled in and its conditions decided. Equal plans
/// leave an update nothing to do.
record Plan(
        Map<String, JsonNode> parameters,
        Mappings mappings,
        Map<String, Condition> conditions,
        Map<String, ResourceDeclaration> resources,
        Map<String, Output> outputs) {
    static final Plan EMPTY = new Plan(Map.of(), Mappings.EMPTY, Map.of(), Map.of(), Map.of());

    /// A check of what can be checked without playing.
    ///
    /// @throws ValidationException when a name stands for nothing, or resources wait for one another in a circle
    void check() {
        refuse(
                "Unresolved resource dependencies %s in the Resources block",
                unresolved(resources.values().stream().flatMap(resource -> resource.mentions().stream())));
        refuse(
                "Unresolved resource dependencies %s in the Outputs block",
                unresolved(
                        outputs.values().stream().flatMap(Output::expressions).flatMap(Expression::names)));
        refuse("Circular dependency between resources: %s", inCircles());
    }

    /// All expressions in it.
    Stream<Expression> expressions() {
        return Stream.concat(
                        resources.values().stream().map(ResourceDeclaration::properties),
                        outputs.values().stream()
                                .flatMap(output ->
                                        Stream.concat(Stream.of(output.value()), output.exportName().stream())))
                .flatMap(Expression::all);
    }

    /// The names of the exports of other stacks that it needs, as far as parameters say them.
    Set<String> imports(Account account) {
        var scope = new ParameterScope(account, parameters, mappings, conditions);
        return expressions()
                .flatMap(expression -> expression instanceof Expression.Call call
                                && call.function() == Expression.Function.IMPORT_VALUE
                                && call.names().allMatch(parameters::containsKey)
                        ? Stream.of(call.parts().getFirst().evaluate(scope).asText())
                        : Stream.empty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void refuse(String problem, Collection<String> names) {
        if (!names.isEmpty()) {
            throw new ValidationException("Template format error: " + problem.formatted(names));
        }
    }

    private Set<String> unresolved(Stream<String> names) {
        return names.filter(name ->
                        !name.startsWith("AWS::") && !parameters.containsKey(name) && !resources.containsKey(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> inCircles() {
        Map<String, ResourceDeclaration> left = new TreeMap<>(resources);
        Set<String> before = Set.of();
        while (!left.keySet().equals(before)) {
            before = Set.copyOf(left.keySet());
            left.values().removeIf(resource -> resource.mentions().stream().noneMatch(left::containsKey));
        }
        return left.keySet();
    }
}
