package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.iot.IotJobs;

/// `AWS::IoT::Thing`. Its attributes are not kept.
record ThingType(Names names, IotJobs iot) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("ThingName", "AttributePayload");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var name =
                Properties.of(address, properties, UNDERSTOOD).text("ThingName").orElseGet(() -> names.madeUp(address));
        // Things are also made beside all stacks.
        if (iot.hasThing(name)) {
            throw Names.alreadyExists(address, name);
        }
        iot.createThing(name);
        return new PhysicalResource(name, Map.of("Arn", names.account().arn("iot", "thing/" + name)));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        return change.touches("ThingName") ? create(address, change.newProperties(), cancellation) : change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        iot.deleteThing(resource.id());
    }
}
