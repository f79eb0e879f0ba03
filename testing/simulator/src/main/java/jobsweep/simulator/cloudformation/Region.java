package jobsweep.simulator.cloudformation;

import jobsweep.simulator.time.Time;

/// What all stacks of an account share in its Region.
record Region(Account account, ResourceTypes types, Exports exports, Time time) {
    Region(Account account, ResourceTypes types, Time time) {
        this(account, types, new Exports(), time);
    }

    StackScope scope(Stack stack, Plan plan) {
        return new StackScope(stack, new ParameterScope(account, plan.parameters(), plan.mappings()), exports);
    }
}
