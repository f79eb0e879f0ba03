package jobsweep.simulator.cloudformation;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import jobsweep.simulator.time.Time;

/// A way through resources that depend on one another: each is visited once all those before it have been, and those
/// that do not wait for one another are visited at the same time. What comes after a failed visit is left out.
final class Walk<T> {
    private final Time time;
    private final Map<String, T> nodes;
    private final Function<T, Collection<String>> before;
    private final Predicate<T> visit;
    private final Map<String, CompletableFuture<Boolean>> visits = new HashMap<>();

    private Walk(Time time, Map<String, T> nodes, Function<T, Collection<String>> before, Predicate<T> visit) {
        this.time = time;
        this.nodes = nodes;
        this.before = before;
        this.visit = visit;
    }

    /// Visits each declared resource after those that it mentions.
    ///
    /// @param visit tells whether what comes after may go on
    static void forward(Time time, Map<String, ResourceDeclaration> resources, Predicate<ResourceDeclaration> visit) {
        new Walk<>(time, resources, ResourceDeclaration::mentions, visit).run();
    }

    /// Visits each resource before those that it mentions, so that nothing goes while it is needed.
    ///
    /// @param visit tells whether what comes after may go on
    static void backward(Time time, Map<String, StackResource> resources, Predicate<StackResource> visit) {
        new Walk<>(time, resources, resource -> dependants(resource, resources), visit).run();
    }

    private static List<String> dependants(StackResource resource, Map<String, StackResource> resources) {
        return resources.values().stream()
                .filter(other -> other.declaration().mentions().contains(resource.logicalResourceId()))
                .map(StackResource::logicalResourceId)
                .toList();
    }

    private void run() {
        // All are begun before the first is waited for.
        var all = nodes.entrySet().stream()
                .map(node -> visited(node.getKey(), node.getValue()))
                .toList();
        all.forEach(time::await);
    }

    private CompletableFuture<Boolean> visited(String id, T node) {
        var known = Optional.ofNullable(visits.get(id));
        if (known.isPresent()) {
            return known.get();
        }
        var earlier = before.apply(node).stream()
                .flatMap(name -> Optional.ofNullable(nodes.get(name)).stream().map(other -> visited(name, other)))
                .toList();
        var visited = time.fork(() -> all(earlier) && visit.test(node));
        visits.put(id, visited);
        return visited;
    }

    /// Waits for all, also where one has failed already.
    private boolean all(List<CompletableFuture<Boolean>> earlier) {
        return earlier.stream().map(time::await).reduce(true, Boolean::logicalAnd);
    }
}
