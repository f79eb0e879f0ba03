package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.iam.Iam;

/// `AWS::IAM::RolePolicy`, an inline policy. Another name or role means another policy, which is there before the old
/// one goes.
record RolePolicyType(Names names, Iam iam) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("PolicyDocument", "PolicyName", "RoleName");

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        put(read);
        return new PhysicalResource(read.required("PolicyName") + "|" + read.required("RoleName"));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("PolicyName") || change.touches("RoleName")) {
            return create(address, change.newProperties(), cancellation);
        }
        put(Properties.of(address, change.newProperties(), UNDERSTOOD));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        iam.deleteRolePolicy(
                roleArn(Properties.of(address, properties, UNDERSTOOD)),
                properties.path("PolicyName").asText());
    }

    private void put(Properties properties) {
        iam.putRolePolicy(roleArn(properties), properties.required("PolicyName"), properties.node("PolicyDocument"));
    }

    private String roleArn(Properties properties) {
        return names.account().roleArn(properties.required("RoleName"));
    }
}
