package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.iam.Iam;

/// `AWS::IAM::Role`, with inline policies and without managed ones.
record RoleType(Names names, Iam iam) implements ResourceType {
    private static final Set<String> UNDERSTOOD =
            Set.of("AssumeRolePolicyDocument", "Description", "Policies", "RoleName", "Tags");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        return names.make(Properties.of(address, properties, UNDERSTOOD), "RoleName", name -> {
            put(name, properties);
            return new PhysicalResource(name, Map.of("Arn", names.account().roleArn(name)));
        });
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("RoleName")) {
            return create(address, change.newProperties(), cancellation);
        }
        var properties = Properties.of(address, change.newProperties(), UNDERSTOOD);
        var arn = names.account().roleArn(change.current().id());
        change.oldProperties()
                .path("Policies")
                .forEach(policy ->
                        iam.deleteRolePolicy(arn, policy.path("PolicyName").asText()));
        put(change.current().id(), properties.values());
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        iam.deleteRole(names.account().roleArn(resource.id()));
        names.giveBack(address, resource.id());
    }

    private void put(String name, ObjectNode properties) {
        var arn = names.account().roleArn(name);
        iam.putRole(arn, properties.path("AssumeRolePolicyDocument"));
        properties
                .path("Policies")
                .forEach(policy ->
                        iam.putRolePolicy(arn, policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
    }
}
