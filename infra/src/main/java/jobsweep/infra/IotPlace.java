package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jobsweep.contract.Variables;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.Stack;

/// Whose job executions a function deletes: those of another Region, or what a role may delete that the function
/// assumes, perhaps another account's.
///
/// @param region `null` for the stack's own
/// @param roleArn `null` for the function's own role
record IotPlace(@Nullable String region, @Nullable String roleArn) {
    /// Those of the stack's account and Region.
    static final IotPlace OWN = new IotPlace(null, null);

    /// Whether it may be the same place: of tokens nothing is known.
    boolean mayBe(IotPlace other) {
        return KnownText.mayBeSame(region, other.region) && KnownText.mayBeSame(roleArn, other.roleArn);
    }

    /// What the function is told of it.
    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        if (region != null) {
            variables.put(Variables.IOT_REGION, region);
        }
        if (roleArn != null) {
            variables.put(Variables.ASSUMED_ROLE_ARN, roleArn);
        }
        return variables;
    }

    /// Allows calls of AWS IoT; as another role those are for that one's policies to allow.
    void allow(FunctionPolicy policy, List<String> actions, List<String> resources) {
        if (roleArn == null) {
            policy.allow(actions, resources);
        } else {
            policy.allow(List.of("sts:AssumeRole"), List.of(roleArn));
        }
    }

    String arn(Stack stack, String type, String name) {
        return stack.formatArn(ArnComponents.builder()
                .service("iot")
                .region(region)
                .resource(type)
                .resourceName(name)
                .build());
    }

    /// @param source of requests, which hears of what happens in the stack's own account and Region
    /// @throws IllegalArgumentException if that is not where executions are deleted
    void requireOwn(String source) {
        if (!equals(OWN)) {
            throw new IllegalArgumentException(
                    "%s must not be called for a queue with region or assumedRole: AWS IoT tells its events in the account and Region of the thing. Make a queue there"
                            .formatted(source));
        }
    }
}
