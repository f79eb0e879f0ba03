package jobsweep.simulator.cloudformation;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The last part of an update: deletes what the stack no longer needs. What cannot be deleted in three tries is left
/// behind, and the stack forgets it.
final class CleanUp {
    private static final int TRIES = 3;

    private final Removal removal;
    private final Region region;
    private final Map<String, StackResource> deleted = new ConcurrentHashMap<>();
    private final Map<String, StackResource> retained = new ConcurrentHashMap<>();
    private final Set<String> leftBehind = ConcurrentHashMap.newKeySet();

    CleanUp(Stack stack, Region region) {
        this.removal = new Removal(stack, region);
        this.region = region;
    }

    void add(StackResource resource, RetentionPolicy policy) {
        var group = policy == RetentionPolicy.DELETE ? deleted : retained;
        group.put(resource.logicalResourceId(), resource);
    }

    /// Cleans up, each resource before those that it depended on where the rules keep to that.
    ///
    /// @param all resources whose order counts, also those that stay
    void run(Map<String, StackResource> all) {
        if (region.rules().cleansUpInOrder()) {
            delete(all, resource -> true);
            return;
        }
        delete(all, resource -> !isCustom(resource));
        delete(all, CleanUp::isCustom);
    }

    private static boolean isCustom(StackResource resource) {
        return ResourceTypes.isCustom(resource.declaration().resourceType());
    }

    private void delete(Map<String, StackResource> all, Predicate<StackResource> these) {
        Walk.backward(region.time(), all, resource -> {
            if (these.test(resource)) {
                cleanUp(resource.logicalResourceId());
            }
            return true;
        });
    }

    private void cleanUp(String id) {
        if (retained.containsKey(id)) {
            removal.skip(retained.get(id));
        }
        if (deleted.containsKey(id) && !delete(deleted.get(id))) {
            leftBehind.add(id);
        }
    }

    /// What the stack's status reason says of it; empty when everything went.
    String failures() {
        return leftBehind.isEmpty() ? "" : "One or more resources could not be deleted.";
    }

    private boolean delete(StackResource resource) {
        return Stream.iterate(
                        removal.deletion(resource),
                        tried -> region.rules().repeatsCleanUpRequests() ? tried : removal.deletion(resource))
                .limit(TRIES)
                .anyMatch(deletion -> removal.attempt(resource, deletion));
    }
}
