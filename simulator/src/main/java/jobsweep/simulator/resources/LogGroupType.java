package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;

/// `AWS::Logs::LogGroup`: a name only, since the lines are kept with the function that writes them.
record LogGroupType(Names names) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("LogGroupName", "RetentionInDays", "Tags");

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        return names.make(
                Properties.of(address, properties, UNDERSTOOD),
                "LogGroupName",
                name -> new PhysicalResource(
                        name, Map.of("Arn", names.account().arn("logs", "log-group:%s:*".formatted(name)))));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        return change.touches("LogGroupName")
                ? create(address, change.newProperties(), cancellation)
                : change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        names.giveBack(address, resource.id());
    }
}
