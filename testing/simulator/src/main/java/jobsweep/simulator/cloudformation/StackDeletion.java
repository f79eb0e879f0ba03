package jobsweep.simulator.cloudformation;

import java.util.Set;

/// The end of a stack, or a try at it.
record StackDeletion(Stack stack, Region region, Set<String> retained) implements Runnable {
    @Override
    public void run() {
        var removal = new Removal(stack, region);
        removal.removeAll(this::isRetained);
        if (!removal.failures().isEmpty()) {
            stack.become(StackStatus.DELETE_FAILED, removal.failures());
            return;
        }
        region.exports().withdraw(stack.id().name());
        stack.become(StackStatus.DELETE_COMPLETE, "");
    }

    private boolean isRetained(StackResource resource) {
        return resource.declaration().deletionPolicy() != RetentionPolicy.DELETE
                || retained.contains(resource.logicalResourceId());
    }
}
