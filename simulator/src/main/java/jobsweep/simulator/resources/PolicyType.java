package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.iam.Iam;

/// `AWS::IAM::Policy` of roles. Another name means another policy, which is attached before the old one goes.
record PolicyType(Names names, Iam iam) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("PolicyDocument", "PolicyName", "Roles");

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        put(Properties.of(address, properties, UNDERSTOOD));
        return new PhysicalResource(names.madeUp(address));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("PolicyName")) {
            return create(address, change.newProperties(), cancellation);
        }
        put(Properties.of(address, change.newProperties(), UNDERSTOOD));
        var kept = roleArns(change.newProperties()).toList();
        detach(change.oldProperties(), roleArns(change.oldProperties()).filter(arn -> !kept.contains(arn)));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        detach(properties, roleArns(properties));
    }

    private void put(Properties properties) {
        var name = properties.required("PolicyName");
        roleArns(properties.values()).forEach(arn -> iam.putRolePolicy(arn, name, properties.node("PolicyDocument")));
    }

    private void detach(ObjectNode properties, Stream<String> roleArns) {
        var name = properties.path("PolicyName").asText();
        roleArns.forEach(arn -> iam.deleteRolePolicy(arn, name));
    }

    private Stream<String> roleArns(ObjectNode properties) {
        return properties.path("Roles").valueStream().map(JsonNode::asText).map(names.account()::roleArn);
    }
}
