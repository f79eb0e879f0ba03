package jobsweep.simulator.cloudformation;

import java.util.Map;

/// A resource that exists: the id that `Ref` gives, and the attributes that `Fn::GetAtt` gives.
public record PhysicalResource(String id, Map<String, String> attributes) {
    public PhysicalResource {
        attributes = Map.copyOf(attributes);
    }

    public PhysicalResource(String id) {
        this(id, Map.of());
    }
}
