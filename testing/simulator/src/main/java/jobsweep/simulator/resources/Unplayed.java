package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import jobsweep.simulator.cloudformation.ResourceFailedException;

/// What would have to be passed over inside of a property, which fails the resource.
final class Unplayed {
    private Unplayed() {}

    static void keys(Properties properties, JsonNode node, Set<String> played) {
        require(node.isObject(), properties, node.toString());
        node.fieldNames().forEachRemaining(name -> require(played.contains(name), properties, name));
    }

    static void require(boolean played, Properties properties, String what) {
        if (!played) {
            throw new ResourceFailedException("The simulator does not play %s as it is in %s, %s"
                    .formatted(what, properties.address().resourceType(), properties.values()));
        }
    }
}
