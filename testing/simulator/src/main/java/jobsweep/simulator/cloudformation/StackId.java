package jobsweep.simulator.cloudformation;

/// A stack's name and its ARN; a stack made again under the same name has another ARN.
public record StackId(String name, String arn) {}
