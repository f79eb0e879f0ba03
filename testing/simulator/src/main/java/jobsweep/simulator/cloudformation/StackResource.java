package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// A resource as a stack holds it: how it was declared, the properties it was given, and what came of it.
record StackResource(ResourceDeclaration declaration, ObjectNode properties, PhysicalResource physical) {
    String logicalResourceId() {
        return declaration.logicalResourceId();
    }

    StackResource with(PhysicalResource other) {
        return new StackResource(declaration, properties, other);
    }
}
