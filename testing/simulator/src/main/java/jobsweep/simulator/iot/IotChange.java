package jobsweep.simulator.iot;

/// Something that happened to a thing or an execution, and is told once it has happened.
public sealed interface IotChange {
    /// The execution came to its end.
    record Ended(Execution execution) implements IotChange {}

    /// The execution is gone; it is given as it was.
    record Deleted(Execution execution) implements IotChange {}

    /// The thing is gone.
    record ThingDeleted(String thingName) implements IotChange {}
}
