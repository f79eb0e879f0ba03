package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.iam.Iam;

/// Roles with inline policies and without managed ones, so that a boundary forbids nothing here; and inline policies
/// that stand alone, of two types. A `RolePolicy` with another name or role is another policy, which is there before
/// the old one goes; a `Policy`, of any number of roles, changes in place. Either takes the place of the role's policy
/// that has its name.
record IamTypes(Account account, Supplier<DeclaredType.Builder> type, Iam iam) {
    Map<String, ResourceType> all() {
        return Map.of(
                "AWS::IAM::Policy",
                type.get()
                        .properties("PolicyDocument", "PolicyName", "Roles")
                        .put((name, properties) -> roleArns(properties)
                                .forEach(role -> iam.putRolePolicy(
                                        role, properties.required("PolicyName"), properties.node("PolicyDocument"))))
                        .undo((name, properties) -> deletePolicy(properties))
                        .delete((name, properties) -> deletePolicy(properties))
                        .build(),
                "AWS::IAM::Role",
                type.get()
                        .properties(
                                "AssumeRolePolicyDocument",
                                "Description",
                                "PermissionsBoundary",
                                "Policies",
                                "RoleName",
                                "Tags")
                        .named("RoleName")
                        .attribute("Arn", account::roleArn)
                        .put((name, properties) -> putRole(account.roleArn(name), properties))
                        .undo((name, properties) -> deletePolicies(account.roleArn(name), properties))
                        .delete((name, properties) -> iam.deleteRole(account.roleArn(name)))
                        .build(),
                "AWS::IAM::RolePolicy",
                type.get()
                        .properties("PolicyDocument", "PolicyName", "RoleName")
                        .named(properties -> properties.required("PolicyName") + "|" + properties.required("RoleName"))
                        .replacedBy("PolicyName", "RoleName")
                        .put((name, properties) -> iam.putRolePolicy(
                                roleArn(properties),
                                properties.required("PolicyName"),
                                properties.node("PolicyDocument")))
                        .delete((name, properties) ->
                                iam.deleteRolePolicy(roleArn(properties), properties.required("PolicyName")))
                        .build());
    }

    private void putRole(String arn, Properties properties) {
        iam.putRole(arn, properties.node("AssumeRolePolicyDocument"));
        properties
                .node("Policies")
                .forEach(policy ->
                        iam.putRolePolicy(arn, policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
    }

    private void deletePolicies(String arn, Properties properties) {
        properties
                .node("Policies")
                .forEach(policy ->
                        iam.deleteRolePolicy(arn, policy.path("PolicyName").asText()));
    }

    private void deletePolicy(Properties properties) {
        roleArns(properties).forEach(role -> iam.deleteRolePolicy(role, properties.required("PolicyName")));
    }

    private List<String> roleArns(Properties properties) {
        JsonNode roles = properties.node("Roles");
        properties.require(!roles.isEmpty(), "a policy of no role");
        return roles.valueStream().map(JsonNode::asText).map(account::roleArn).toList();
    }

    private String roleArn(Properties properties) {
        return account.roleArn(properties.required("RoleName"));
    }
}
