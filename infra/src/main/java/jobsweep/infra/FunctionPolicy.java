package jobsweep.infra;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.IResolveContext;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.CfnPolicy;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Policy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.constructs.Construct;

/// A policy of a function's role, as the CDK's own tools see one.
///
/// Its logical id and name end in a hash of its statements, so CloudFormation makes a policy that says something else
/// *beside* the old one. An update that points a cleanup at another execution ends with the deletion of the old one,
/// which the old policy allows and the new one does not. Changed in place, the policy would be the new one by then, and
/// that deletion denied; so the old policy goes last, after the cleanups that depend on it.
final class FunctionPolicy {
    private static final int HASH_DIGITS = 12;
    private static final int LONGEST_LOGICAL_ID = 255;

    private final Stack stack;
    private final IRole role;
    private final List<FunctionPolicy> ofRole;
    private final boolean hasReferences;
    private final AllowedActions allowed;
    private final Policy policy;
    private final CfnPolicy resource;
    private final AcceptedFindings accepted;
    private Optional<String> hash = Optional.empty();

    FunctionPolicy(Construct scope, IRole role) {
        this(scope, role, new ArrayList<>(), false);
    }

    private FunctionPolicy(Construct scope, IRole role, List<FunctionPolicy> ofRole, boolean hasReferences) {
        this.stack = Stack.of(scope);
        this.role = role;
        this.ofRole = ofRole;
        this.hasReferences = hasReferences;
        this.allowed = new AllowedActions(stack);
        this.policy = Policy.Builder.create(scope, "Policy")
                .policyName(Lazy.uncachedString(context -> name(hash(context))))
                .build();
        this.resource = (CfnPolicy) Objects.requireNonNull(policy.getNode().getDefaultChild());
        resource.setPolicyDocument(Lazy.uncachedAny(context -> allowed.document()));
        if (hasReferences) {
            resource.overrideLogicalId(Lazy.uncachedString(context -> logicalId(hash(context))));
        }
        this.accepted = accepted(resource);
        ofRole.add(this);
        role.attachInlinePolicy(policy);
        // Where roles are made before (`Role.customizeRoles`), the CDK reports what a policy says when it is attached.
        policy.getNode().addValidation(() -> {
            role.attachInlinePolicy(policy);
            return List.of();
        });
    }

    /// Another policy of the same role.
    FunctionPolicy beside(Construct scope) {
        return new FunctionPolicy(scope, role, ofRole, false);
    }

    /// The same for statements with references to jobs or things, perhaps another stack's: what those say is known only
    /// when the app is synthesized.
    FunctionPolicy ofReferencesBeside(Construct scope) {
        return new FunctionPolicy(scope, role, ofRole, true);
    }

    /// Allows each of `actions` on each of `resources`, ARNs, in addition to what is allowed already.
    void allow(List<String> actions, List<String> resources) {
        List<String> added = allowed.add(actions, resources);
        if (!added.isEmpty()) {
            hash = Optional.empty();
            policy.addStatements(PolicyStatement.Builder.create()
                    .actions(actions)
                    .resources(added)
                    .build());
            if (!hasReferences) {
                identify();
            }
        }
    }

    /// At once, since hundreds of cleanups may depend on it: the CDK asks Java for whatever is lazy, one question
    /// inside another, and would run out of stack.
    private void identify() {
        String now = digest();
        hash = Optional.of(now);
        resource.overrideLogicalId(logicalId(now));
    }

    /// Allows actions that can't be limited to a resource.
    ///
    /// @param reason why they can't
    void allowEverywhere(List<String> actions, String reason) {
        allow(actions, List.of("*"));
        accepted.acceptWildcard("\\*$", reason);
    }

    /// Has the policy made before `other`, and deleted after it.
    void madeBefore(Construct other) {
        other.getNode().addDependency(policy);
    }

    /// Has the policy only where the condition holds.
    void onlyIf(CfnCondition condition) {
        resource.getCfnOptions().setCondition(condition);
    }

    /// Has synthesis fail where IAM would not take the policies of the role, old and new ones side by side.
    ///
    /// @param advice what would make them smaller
    void requireRoom(String advice) {
        policy.getNode()
                .addValidation(() -> InlinePolicySize.problems(
                        ofRole.stream()
                                .map(each -> stack.resolve(each.allowed.document()))
                                .toList(),
                        advice));
    }

    private static AcceptedFindings accepted(CfnPolicy resource) {
        AcceptedFindings accepted = new AcceptedFindings(resource);
        accepted.accept(
                "IAMNoInlinePolicy",
                "The policy is of this role alone and goes with it. A changed one is there beside the old one until old cleanups are deleted, for which a role has more room inline than in managed policies",
                "HIPAA.Security",
                "NIST.800.53.R5",
                "PCI.DSS.321");
        accepted.acceptWildcard(
                "arn:.*:iot:.*:(job|thing)\\/(?!\\*$)",
                "Whoever owns the stack has chosen these jobPatterns and thingPatterns. A lone * is not accepted here");
        return accepted;
    }

    // A role may be shared, and a policy of the same name would take this one's place: with another construct, which
    // the hash tells apart, or with another stack.
    private String name(String hash) {
        String stackUuid = Fn.select(2, Fn.split("/", Aws.STACK_ID));
        return Fn.join("-", List.of("JobExecutionCleanup", hash, stackUuid));
    }

    private String logicalId(String hash) {
        String id = ownId();
        return id.substring(Math.max(0, id.length() + HASH_DIGITS - LONGEST_LOGICAL_ID)) + hash;
    }

    // Kept, because each cleanup depends on the policy and so asks for it.
    private String hash(IResolveContext context) {
        if (hash.isEmpty()) {
            if (context.getPreparing()) {
                // What another stack has is not an import yet, and looks like what this stack has.
                return "";
            }
            hash = Optional.of(digest());
        }
        return hash.get();
    }

    private String digest() {
        return digest(ownId() + stack.resolve(allowed.document()));
    }

    private String ownId() {
        return stack.getLogicalId(resource);
    }

    /// The first digits of the text's SHA-256.
    static String digest(String text) {
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
