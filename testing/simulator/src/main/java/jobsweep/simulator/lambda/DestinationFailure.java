package jobsweep.simulator.lambda;

/// A record that did not reach the function's destination.
public record DestinationFailure(InvocationRecord record, String reason) {}
