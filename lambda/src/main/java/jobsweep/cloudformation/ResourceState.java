package jobsweep.cloudformation;

import java.util.Map;

/// A resource after a request that succeeded.
///
/// @param physicalResourceId names the resource; another one than before makes CloudFormation delete the old one
/// @param attributes what `Fn::GetAtt` reads
public record ResourceState(PhysicalResourceId physicalResourceId, Map<String, String> attributes) {

    public ResourceState {
        attributes = Map.copyOf(attributes);
    }
}
