package jobsweep.infra;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awscdk.Stack;

/// What a policy allows: one statement for each set of actions, however often it is asked for.
final class AllowedActions {
    private final Stack stack;
    private final Map<List<String>, Set<String>> resourcesByActions =
            new TreeMap<>(Comparator.comparing(List::toString));

    AllowedActions(Stack stack) {
        this.stack = stack;
    }

    /// Allows each of `actions` on each of `resources`, ARNs, in addition to what is allowed already.
    ///
    /// @return the resources on which they were not allowed before
    List<String> add(List<String> actions, List<String> resources) {
        Set<String> allowed = resourcesByActions.computeIfAbsent(List.copyOf(actions), unseen -> new LinkedHashSet<>());
        return resources.stream().filter(allowed::add).toList();
    }

    /// The policy's document, with its tokens.
    // Its text is hashed, so the fields have an order, and `Map.of` has another one in every JVM.
    Map<String, Object> document() {
        List<Map<String, Object>> statements = resourcesByActions.entrySet().stream()
                .map(allowed -> statement(allowed.getKey(), allowed.getValue()))
                .toList();
        return new TreeMap<>(Map.of("Statement", statements, "Version", "2012-10-17"));
    }

    private Map<String, Object> statement(List<String> actions, Set<String> resources) {
        return new TreeMap<>(Map.of("Action", actions, "Effect", "Allow", "Resource", sorted(List.copyOf(resources))));
    }

    // By what the template will say: the order of constructs, and of the tokens they made, changes nothing. None is
    // left out for saying the same: while the CDK looks for references, two stacks' things of one name do.
    private List<String> sorted(List<String> resources) {
        List<?> resolved = (List<?>) stack.resolve(resources);
        return IntStream.range(0, resources.size())
                .boxed()
                .sorted(Comparator.comparing(index -> resolved.get(index).toString()))
                .map(resources::get)
                .toList();
    }
}
