package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/// A stack's template, to be read by resource and path. A resource is named by its logical id, or by its type where
/// there is one of it. Policies' logical ids are here without the hash of what they say.
record SynthesizedStack(Template template) {
    static final String CLEANUP = "Custom::IoTJobExecution";
    static final String LOG_GROUP = "AWS::Logs::LogGroup";
    static final String ALARM = "AWS::CloudWatch::Alarm";

    // A stack that was deployed has these: another id would replace the resource.
    static final String FUNCTION = "JobExecutionCleanupProviderFunction8EA85A39";
    static final String INVOCATIONS = "JobExecutionCleanupProviderFunctionEventInvokeConfig86B998DA";
    static final String ROLE = "JobExecutionCleanupProviderRole74827A03";
    static final String POLICY = "JobExecutionCleanupProviderPolicy8768526A";
    static final String CONTINUATION = "JobExecutionCleanupProviderContinuationPolicy71F680D4";
    static final String ON_FAILURE_FUNCTION = "JobExecutionCleanupProviderOnFailureFunctionF2BA7096";
    static final String ON_FAILURE_INVOCATIONS =
            "JobExecutionCleanupProviderOnFailureFunctionEventInvokeConfigE3293081";
    static final String ON_FAILURE_ROLE = "JobExecutionCleanupProviderOnFailureRoleE6C357C1";
    static final String ON_FAILURE_POLICY = "JobExecutionCleanupProviderOnFailurePolicyB540AC64";

    static SynthesizedStack of(Stack stack) {
        return new SynthesizedStack(Template.fromStack(stack));
    }

    /// The logical id of the only resource of the type.
    String logicalId(String type) {
        Map<String, Map<String, Object>> found = template.findResources(type);
        assertThat(found).as(type).hasSize(1);
        return found.keySet().iterator().next();
    }

    Map<Object, Object> resources() {
        return copy(withoutHashes(at(template.toJSON(), "Resources")));
    }

    private static Object withoutHashes(Object node) {
        return switch (node) {
            case Map<?, ?> object -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                object.forEach((key, value) -> copy.put(withoutHashes(key), withoutHashes(value)));
                yield copy;
            }
            case List<?> list ->
                list.stream().map(SynthesizedStack::withoutHashes).toList();
            case String text -> text.replaceFirst("^(.*Policy[0-9A-F]{8})[0-9a-f]{12}$", "$1");
            default -> node;
        };
    }

    /// What the resource has at `path`.
    Object read(String resource, Object... path) {
        return at(at(resources(), resource.contains("::") ? logicalId(resource) : resource), path);
    }

    Map<Object, Object> properties(String resource) {
        return copy(read(resource, "Properties"));
    }

    /// What the provider's function may do: its own policy, and those for cleanups that have
    /// references.
    List<?> statements() {
        return resources().entrySet().stream()
                .filter(resource -> resource.getKey().equals(POLICY)
                        || resource.getKey().toString().startsWith("JobExecutionCleanupProviderCleanups"))
                .flatMap(policy ->
                        ((List<?>) at(policy.getValue(), "Properties", "PolicyDocument", "Statement")).stream())
                .toList();
    }

    /// The resources, shortened to what follows the account, of the statement that allows exactly `actions`.
    List<String> resourcesOf(String... actions) {
        return statements().stream()
                .filter(statement -> at(statement, "Action").equals(List.of(actions)))
                .flatMap(statement -> ((List<?>) at(statement, "Resource")).stream())
                .map(SynthesizedStack::lastPart)
                .toList();
    }

    private static Map<Object, Object> copy(Object object) {
        return new LinkedHashMap<>((Map<?, ?>) object);
    }

    static Object at(Object node, Object... path) {
        Object found = node;
        for (Object step : path) {
            found = Objects.requireNonNull(
                    found instanceof List<?> list ? list.get((Integer) step) : ((Map<?, ?>) found).get(step),
                    step::toString);
        }
        return found;
    }

    private static String lastPart(Object arn) {
        List<?> pieces = (List<?>) at(arn, "Fn::Join", 1);
        return pieces.get(pieces.size() - 1) instanceof String last
                ? last
                : pieces.get(pieces.size() - 1).toString();
    }
}
