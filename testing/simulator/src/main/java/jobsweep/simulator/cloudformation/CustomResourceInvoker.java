package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/// The way from CloudFormation to the providers of custom resources.
@FunctionalInterface
public interface CustomResourceInvoker {
    /// A provider, as what takes requests. It does not wait for the work: what came of it arrives at the request's
    /// `ResponseURL`.
    ///
    /// @param serviceToken the ARN of the provider's function
    /// @throws IllegalArgumentException if there is no such function
    Consumer<JsonNode> provider(String serviceToken);
}
