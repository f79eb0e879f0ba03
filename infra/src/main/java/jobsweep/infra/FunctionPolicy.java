package jobsweep.infra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnRolePolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.constructs.Construct;

/// A function's only policy: one statement for each set of actions, however many cleanups ask for them.
///
/// The policy's name holds a hash of its statements, so CloudFormation *replaces* a policy that says something else. An
/// update that points a cleanup at another execution ends with the deletion of the old one, which the old policy allows
/// and the new one does not. Changed in place, the policy would be the new one by then, and that deletion denied;
/// replaced, the old policy goes last, after the cleanups that depend on it. That is also why this is an
/// `AWS::IAM::RolePolicy`: its name is create-only, which the schema of `AWS::IAM::Policy` does not promise.
final class FunctionPolicy {
    private final Stack stack;
    private final IRole role;
    private final CfnRolePolicy resource;
    private final Map<List<String>, Set<String>> resourcesByActions =
            new TreeMap<>(Comparator.comparing(List::toString));

    FunctionPolicy(Construct scope, IRole role) {
        this.stack = Stack.of(scope);
        this.role = role;
        this.resource = CfnRolePolicy.Builder.create(scope, "Policy")
                .roleName(role.getRoleName())
                .policyName(Lazy.string(this::name))
                .policyDocument(Lazy.any(this::document))
                .build();
        scope.getNode().addValidation(() -> InlinePolicySize.problems(stack.resolve(document())));
    }

    /// Another policy of the same role.
    FunctionPolicy beside(Construct scope) {
        return new FunctionPolicy(scope, role);
    }

    /// Allows each of `actions` on each of `resources`, ARNs, in addition to what is allowed already.
    void allow(List<String> actions, List<String> resources) {
        resourcesByActions
                .computeIfAbsent(List.copyOf(actions), unseen -> new LinkedHashSet<>())
                .addAll(resources);
    }

    /// Has the policy made before `other`, and deleted after it.
    void madeBefore(Construct other) {
        other.getNode().addDependency(resource);
    }

    /// Has the policy only where the condition holds.
    void onlyIf(CfnCondition condition) {
        resource.getCfnOptions().setCondition(condition);
    }

    private String name() {
        return "JobExecutionCleanup-" + digest(stack.resolve(document()).toString());
    }

    /// The first twelve hexadecimal digits of the text's SHA-256.
    static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256).substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    // The fields' order is part of the hash, and `Map.of` has another one in every JVM.
    private Map<String, Object> document() {
        List<Map<String, Object>> statements = resourcesByActions.entrySet().stream()
                .map(allowed -> statement(allowed.getKey(), allowed.getValue()))
                .toList();
        return new TreeMap<>(Map.of("Statement", statements, "Version", "2012-10-17"));
    }

    private Map<String, Object> statement(List<String> actions, Set<String> resources) {
        return new TreeMap<>(Map.of("Action", actions, "Effect", "Allow", "Resource", sorted(List.copyOf(resources))));
    }

    // By what the template will say: the order of constructs, and of the tokens they made, changes nothing.
    private List<String> sorted(List<String> resources) {
        List<?> resolved = (List<?>) stack.resolve(resources);
        return IntStream.range(0, resources.size())
                .boxed()
                .sorted(Comparator.comparing(index -> resolved.get(index).toString()))
                .map(resources::get)
                .toList();
    }
}
