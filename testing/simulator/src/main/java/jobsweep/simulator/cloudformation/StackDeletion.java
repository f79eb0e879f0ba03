package jobsweep.simulator.cloudformation;

import java.util.Set;

/// The end of a stack, or a try at it.
///
/// @param forced whether what cannot be deleted is retained, and what that depends on
record StackDeletion(Stack stack, Region region, Set<String> retained, boolean forced) implements Runnable {
    @Override
    public void run() {
        var removal = new Removal(stack, region);
        removal.removeUnstable();
        removal.removeAll(this::isRetained, !forced && region.rules().deletesPastFailures());
        if (!removal.failures().isEmpty() && !forced) {
            stack.become(StackStatus.DELETE_FAILED, removal.failures());
            return;
        }
        removal.skipRest();
        region.exports().withdraw(stack.id().name());
        stack.become(StackStatus.DELETE_COMPLETE, "");
    }

    private boolean isRetained(StackResource resource) {
        return resource.declaration().deletionPolicy() != RetentionPolicy.DELETE
                || retained.contains(resource.logicalResourceId());
    }
}
