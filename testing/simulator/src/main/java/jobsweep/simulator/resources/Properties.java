package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceFailedException;

/// A resource's properties. One that the simulator would have to pass over fails the resource.
record Properties(ResourceAddress address, ObjectNode values) {
    static Properties of(ResourceAddress address, ObjectNode values, Set<String> understood) {
        values.fieldNames().forEachRemaining(name -> {
            if (!understood.contains(name)) {
                throw new ResourceFailedException(
                        "The simulator does not play property %s of %s".formatted(name, address.resourceType()));
            }
        });
        return new Properties(address, values);
    }

    JsonNode node(String name) {
        return values.path(name);
    }

    Optional<String> text(String name) {
        return values.optional(name).map(JsonNode::asText);
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> new ResourceFailedException(
                        "Properties validation failed for resource %s with message: required key [%s] not found"
                                .formatted(address.logicalResourceId(), name)));
    }

    int number(String name, int otherwise) {
        return values.path(name).asInt(otherwise);
    }
}
