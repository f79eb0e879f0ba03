package jobsweep.simulator.cloudformation;

/// A breach of the custom-resource protocol. The request id is empty where no request can be made out.
public record Violation(String requestId, String what) {}
