package jobsweep.simulator.iot;

/// The rules on which AWS's documents leave more than one reading.
///
/// @param deletable    the statuses in which an execution can be deleted without force
/// @param reuseNumbers whether a new execution gets the lowest number that is free, instead of one never used before
public record IotRules(DeletableStates deletable, boolean reuseNumbers) {

    /// The developer guide's reading, and numbers that are never used again.
    public static IotRules standard() {
        return new IotRules(DeletableStates.DEVELOPER_GUIDE, false);
    }

    public IotRules withDeletable(DeletableStates states) {
        return new IotRules(states, reuseNumbers);
    }

    public IotRules withReusedNumbers() {
        return new IotRules(deletable, true);
    }
}
