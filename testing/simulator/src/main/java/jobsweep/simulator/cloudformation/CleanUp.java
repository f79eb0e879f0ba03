package jobsweep.simulator.cloudformation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import jobsweep.simulator.time.Time;

/// The last part of an update: deletes what the stack no longer needs. What cannot be deleted in three tries is left
/// behind, and the stack forgets it.
final class CleanUp {
    private static final int TRIES = 3;

    private final Removal removal;
    private final Time time;
    private final Map<String, StackResource> deleted = new ConcurrentHashMap<>();
    private final Map<String, StackResource> retained = new ConcurrentHashMap<>();
    private final Set<String> leftBehind = ConcurrentHashMap.newKeySet();

    CleanUp(Removal removal, Time time) {
        this.removal = removal;
        this.time = time;
    }

    void add(StackResource resource, RetentionPolicy policy) {
        var group = policy == RetentionPolicy.DELETE ? deleted : retained;
        group.put(resource.logicalResourceId(), resource);
    }

    /// Cleans up, each resource before those that it depends on.
    ///
    /// @param all resources whose order counts, also those that stay
    void run(Map<String, StackResource> all) {
        Walk.backward(time, all, resource -> {
            var id = resource.logicalResourceId();
            if (retained.containsKey(id)) {
                removal.skip(retained.get(id));
            }
            if (deleted.containsKey(id) && !delete(deleted.get(id))) {
                leftBehind.add(id);
            }
            return true;
        });
    }

    /// What the stack's status reason says of it; empty when everything went.
    String failures() {
        return leftBehind.isEmpty() ? "" : "One or more resources could not be deleted.";
    }

    private boolean delete(StackResource resource) {
        return IntStream.range(0, TRIES).anyMatch(attempt -> removal.delete(resource));
    }
}
