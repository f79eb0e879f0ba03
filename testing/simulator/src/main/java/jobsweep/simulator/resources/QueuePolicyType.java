package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.events.QueuePolicy;
import jobsweep.simulator.events.QueuePost;

/// `AWS::SQS::QueuePolicy`: the one policy of each of its queues.
record QueuePolicyType(Names names, QueuePost queues) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("PolicyDocument", "Queues");

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        put(address, properties);
        return new PhysicalResource(names.madeUp(address));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        arns(change.oldProperties()).forEach(queues.policies()::remove);
        put(address, change.newProperties());
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        arns(properties).forEach(queues.policies()::remove);
    }

    private void put(ResourceAddress address, ObjectNode properties) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        var policy = QueuePolicy.parse(read.node("PolicyDocument"));
        arns(properties).forEach(arn -> queues.policies().put(arn, policy));
    }

    private List<String> arns(ObjectNode properties) {
        return properties
                .path("Queues")
                .valueStream()
                .map(url -> queues.arnOfUrl(url.asText()))
                .toList();
    }
}
