package jobsweep.simulator.cloudformation;

/// What an operation is to make of a stack, and how.
record StackChange(Stack stack, Plan plan, Region region, RollbackMode rollback) {
    StackScope scope() {
        return new StackScope(
                stack,
                new ParameterScope(region.account(), plan.parameters(), plan.mappings(), plan.conditions()),
                region.exports());
    }

    boolean isRolledBack() {
        return rollback != RollbackMode.DISABLED;
    }

    /// What becomes of a resource that this operation has made and takes back.
    RetentionPolicy policyOfNew(StackResource resource) {
        return rollback == RollbackMode.RETAIN_EXCEPT_ON_CREATE
                        || resource.declaration().deletionPolicy() == RetentionPolicy.RETAIN_EXCEPT_ON_CREATE
                ? RetentionPolicy.DELETE
                : resource.declaration().deletionPolicy();
    }
}
