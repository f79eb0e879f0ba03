package jobsweep.simulator.cloudformation;

import java.util.Map;

/// What CloudFormation makes of a custom resource's answer.
sealed interface ProviderAnswer {
    /// `SUCCESS`.
    record Success(PhysicalResource resource) implements ProviderAnswer {
        Success(String physicalResourceId, Map<String, String> data) {
            this(new PhysicalResource(physicalResourceId, data));
        }
    }

    /// `FAILED`.
    record Failure(String physicalResourceId, String reason) implements ProviderAnswer {}

    /// No answer came, or none that can be used.
    record Unusable(String reason) implements ProviderAnswer {}
}
