package jobsweep.simulator.lambda;

/// A record that did not reach the function's destination.
public record DestinationFailure(FailureRecord record, String reason) {}
