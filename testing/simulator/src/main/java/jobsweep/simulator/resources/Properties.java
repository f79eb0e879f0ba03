package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceFailedException;

/// A resource's properties. What the simulator would have to pass over in them fails the resource.
record Properties(ResourceAddress address, ObjectNode values) {
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

    /// A check that no other properties are there.
    void requireNames(Set<String> understood) {
        values.fieldNames().forEachRemaining(name -> {
            if (!understood.contains(name)) {
                throw new ResourceFailedException(
                        "The simulator does not play property %s of %s".formatted(name, address.resourceType()));
            }
        });
    }

    /// A check that something inside of a property is an object with no other members.
    void requireMembers(JsonNode node, Set<String> played) {
        require(node.isObject(), node.toString());
        node.fieldNames().forEachRemaining(name -> require(played.contains(name), name));
    }

    void require(boolean played, String what) {
        if (!played) {
            throw new ResourceFailedException("The simulator does not play %s as it is in %s, %s"
                    .formatted(what, address.resourceType(), values));
        }
    }
}
