package jobsweep.simulator.cloudformation;

import java.util.Map;

/// What CloudFormation makes of a custom resource's answer.
sealed interface Answer {
    /// `SUCCESS`.
    record Success(PhysicalResource resource) implements Answer {
        Success(String physicalResourceId, Map<String, String> data) {
            this(new PhysicalResource(physicalResourceId, data));
        }
    }

    /// `FAILED`.
    record Failure(String physicalResourceId, String reason) implements Answer {}

    /// No answer came, or none that can be used.
    record Unusable(String reason) implements Answer {}
}
