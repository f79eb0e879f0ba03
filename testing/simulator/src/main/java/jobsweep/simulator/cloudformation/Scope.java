package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;

/// What the names in an expression stand for.
interface Scope {
    /// The value of a parameter, a pseudo parameter or a resource's `Ref`; a missing node for `AWS::NoValue`.
    JsonNode ref(String name);

    JsonNode attribute(String logicalResourceId, String attribute);

    JsonNode exported(String name);

    JsonNode mapped(Mappings.Keys keys);

    /// Whether the template's condition of this name holds.
    boolean holds(String condition);
}
