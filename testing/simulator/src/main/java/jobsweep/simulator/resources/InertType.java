package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;

/// A type whose resources do nothing here: they have a name of their own, and what templates get of them. Since nobody
/// looks at their properties, they may have any.
///
/// @param nameProperty the property that may hold the name; `""` where there is none
/// @param idPrefix     what stands before the name in the physical id
/// @param attributes   what `Fn::GetAtt` gives, with `%s` in place of the name
record InertType(Names names, String nameProperty, String idPrefix, Map<String, String> attributes)
        implements ResourceType {
    @Override
    public boolean supports(String attribute) {
        return attributes.containsKey(attribute);
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        return names.make(
                new Properties(address, properties),
                nameProperty,
                name -> new PhysicalResource(
                        idPrefix + name,
                        attributes.entrySet().stream()
                                .collect(Collectors.toMap(
                                        Map.Entry::getKey,
                                        attribute -> attribute.getValue().replace("%s", name)))));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        return change.touches(nameProperty) ? create(address, change.newProperties(), cancellation) : change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        names.giveBack(address, resource.id().substring(idPrefix.length()));
    }
}
