package jobsweep.cloudformation;

import java.util.Map;
import java.util.Optional;

/// A resource after a request that succeeded.
///
/// @param physicalResourceId names the resource; another one than before makes CloudFormation delete the old one
/// @param attributes what `Fn::GetAtt` reads
/// @param deferred what was left to be done later, and why; for the log
public record ResourceState(
        PhysicalResourceId physicalResourceId, Map<String, String> attributes, Optional<String> deferred)
        implements Outcome {

    public ResourceState {
        attributes = Map.copyOf(attributes);
    }

    /// One of which nothing is left to be done.
    public ResourceState(PhysicalResourceId physicalResourceId, Map<String, String> attributes) {
        this(physicalResourceId, attributes, Optional.empty());
    }
}
