package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/// The way from CloudFormation to the provider of a custom resource. It hands the request over and does not wait for
/// the work: what came of it arrives at the request's `ResponseURL`.
@FunctionalInterface
public interface CustomResourceInvoker {
    /// Hands a request over.
    ///
    /// @param serviceToken the ARN of the provider's function
    void invoke(String serviceToken, JsonNode request);
}
