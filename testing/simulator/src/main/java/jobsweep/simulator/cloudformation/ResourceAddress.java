package jobsweep.simulator.cloudformation;

/// Where a resource stands: its stack, its name in there, and its type.
public record ResourceAddress(StackId stack, String logicalResourceId, String resourceType) {}
