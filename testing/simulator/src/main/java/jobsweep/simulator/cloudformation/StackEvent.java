package jobsweep.simulator.cloudformation;

import java.time.Instant;

/// A line of a stack's history. The physical id and the reason are empty where CloudFormation leaves them out.
public record StackEvent(
        Instant time,
        String logicalResourceId,
        String status,
        String resourceType,
        String physicalResourceId,
        String reason) {}
