package jobsweep.simulator.cloudformation;

/// The making of a stack. When a resource fails, everything goes again, the failed one included.
record StackCreation(Stack stack, Plan plan, Region region) implements Runnable {
    @Override
    public void run() {
        var scope = region.scope(stack, plan);
        var provisioner = new Provisioner(stack, region.types(), scope, new Cancellation());
        Walk.forward(region.time(), plan.resources(), provisioner::create);
        if (!provisioner.failures().isEmpty()) {
            rollBack(provisioner.failures());
            return;
        }
        try {
            new Completion(stack, plan, scope).publishTo(region.exports());
            stack.become(StackStatus.CREATE_COMPLETE, "");
        } catch (ResourceFailedException e) {
            rollBack(ResourceFailedException.reason(e) + " ");
        }
    }

    private void rollBack(String why) {
        stack.become(StackStatus.ROLLBACK_IN_PROGRESS, why + "Rollback requested by user.");
        var removal = new Removal(stack, region);
        removal.removeAll(resource -> resource.declaration().deletionPolicy() == RetentionPolicy.RETAIN);
        var failures = removal.failures();
        stack.become(failures.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED, failures);
    }
}
