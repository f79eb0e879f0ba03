package jobsweep.simulator.cloudformation;

/// The making of a stack. When a resource fails, everything goes again, the failed one included, unless rollback is
/// disabled.
record StackCreation(StackChange change) implements Runnable {
    @Override
    public void run() {
        var scope = change.scope();
        var provisioner = new Provisioner(change, scope, new Cancellation());
        Walk.forward(change.region().time(), change.plan().resources(), provisioner::create);
        if (!provisioner.failures().isEmpty()) {
            fail(provisioner.failures());
            return;
        }
        try {
            new Completion(change.stack(), change.plan(), scope)
                    .publishTo(change.region().exports());
            change.stack().become(StackStatus.CREATE_COMPLETE, "");
        } catch (ResourceFailedException e) {
            fail(ResourceFailedException.reason(e) + " ");
        }
    }

    private void fail(String why) {
        if (change.isRolledBack()) {
            rollBack(why);
        } else {
            change.stack().become(StackStatus.CREATE_FAILED, why);
        }
    }

    private void rollBack(String why) {
        var stack = change.stack();
        stack.become(StackStatus.ROLLBACK_IN_PROGRESS, why + "Rollback requested by user.");
        var removal = new Removal(stack, change.region());
        removal.removeAll(
                resource -> change.policyOfNew(resource) == RetentionPolicy.RETAIN,
                change.region().rules().deletesPastFailures());
        var failures = removal.failures();
        stack.become(failures.isEmpty() ? StackStatus.ROLLBACK_COMPLETE : StackStatus.ROLLBACK_FAILED, failures);
    }
}
