package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What an update is about: the resource as it is, its properties, and those it shall have.
public record ResourceChange(PhysicalResource current, ObjectNode oldProperties, ObjectNode newProperties) {
    /// Whether a property changes, comes or goes.
    public boolean touches(String property) {
        return !oldProperties.path(property).equals(newProperties.path(property));
    }
}
