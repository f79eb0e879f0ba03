package jobsweep.infra;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.Token;
import software.constructs.Construct;

/// The policies that allow a provider's function what the cleanups of its stack name.
///
/// What is written out is in the function's own policy. A reference is in a policy of its own, on
/// which only its cleanups depend: what it refers to may be made after another cleanup, and then
/// neither that cleanup nor the function can come after it. And what is there under a condition can be
/// referred to under that condition only.
final class CleanupPolicies {
    private final Construct provider;
    private final FunctionPolicy common;
    private final IotPlace place;
    private final Map<String, FunctionPolicy> others = new HashMap<>();

    /// @param common the function's own policy
    /// @param place whose executions the function deletes
    CleanupPolicies(Construct provider, FunctionPolicy common, IotPlace place) {
        this.provider = provider;
        this.common = common;
        this.place = place;
    }

    /// Allows what the cleanup needs, and keeps it until the cleanup is gone.
    void allow(JobExecutionCleanup cleanup) {
        FunctionPolicy policy = policy(cleanup);
        new IotPermissions(Stack.of(provider), policy, place).allow(cleanup);
        policy.madeBefore(cleanup);
    }

    private FunctionPolicy policy(JobExecutionCleanup cleanup) {
        List<String> needs = new ArrayList<>();
        cleanup.condition().ifPresent(condition -> needs.add(condition.getNode().getPath()));
        Stream.of(cleanup.jobId(), cleanup.thingName())
                .filter(Token::isUnresolved)
                .map(name -> String.valueOf(Stack.of(provider).resolve(name)))
                .forEach(needs::add);
        return needs.isEmpty()
                ? common
                : others.computeIfAbsent(FunctionPolicy.digest(needs.toString()), id -> make(id, cleanup));
    }

    private FunctionPolicy make(String id, JobExecutionCleanup cleanup) {
        FunctionPolicy policy = common.ofReferencesBeside(new Construct(scope(), id));
        cleanup.condition().ifPresent(policy::onlyIf);
        return policy;
    }

    private Construct scope() {
        return others.isEmpty()
                ? new Construct(provider, "Cleanups")
                : (Construct) provider.getNode().findChild("Cleanups");
    }
}
