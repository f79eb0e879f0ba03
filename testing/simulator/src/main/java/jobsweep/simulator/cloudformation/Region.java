package jobsweep.simulator.cloudformation;

import jobsweep.simulator.time.Time;

/// What all stacks of an account share in its Region.
public record Region(Account account, ResourceTypes types, Exports exports, Time time, CloudFormationRules rules) {
    /// A Region without stacks.
    public Region(Account account, ResourceTypes types, Time time, CloudFormationRules rules) {
        this(account, types, new Exports(), time, rules);
    }
}
