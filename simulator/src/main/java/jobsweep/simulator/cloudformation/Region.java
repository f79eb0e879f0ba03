package jobsweep.simulator.cloudformation;

/// What all stacks of an account share in its Region.
record Region(Account account, ResourceTypes types, Exports exports) {
    Region(Account account, ResourceTypes types) {
        this(account, types, new Exports());
    }

    StackScope scope(Stack stack, Plan plan) {
        return new StackScope(stack, new ParameterScope(account, plan.parameters()), exports);
    }
}
