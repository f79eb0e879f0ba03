package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;

/// `AWS::CloudWatch::Dashboard`, which nobody looks at: a name only.
record DashboardType(Names names) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("DashboardBody", "DashboardName");

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        read.required("DashboardBody");
        return names.make(read, "DashboardName", PhysicalResource::new);
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        return change.touches("DashboardName")
                ? create(address, change.newProperties(), cancellation)
                : change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        names.giveBack(address, resource.id());
    }
}
