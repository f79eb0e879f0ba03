package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

/// A stack's template, to be read by resource type and path.
record SynthesizedStack(Template template) {
    static final String CLEANUP = "Custom::IoTJobExecution";
    static final String FUNCTION = "AWS::Lambda::Function";
    static final String POLICY = "AWS::IAM::RolePolicy";

    static SynthesizedStack of(Stack stack) {
        return new SynthesizedStack(Template.fromStack(stack));
    }

    /// The logical id of the only resource of the type.
    String logicalId(String type) {
        Map<String, Map<String, Object>> found = template.findResources(type);
        assertThat(found).as(type).hasSize(1);
        return found.keySet().iterator().next();
    }

    /// What the only resource of the type has at `path`.
    Object read(String type, Object... path) {
        return at(at(template.findResources(type), logicalId(type)), path);
    }

    Map<Object, Object> properties(String type) {
        return new LinkedHashMap<>((Map<?, ?>) read(type, "Properties"));
    }

    List<?> statements() {
        return (List<?>) read(POLICY, "Properties", "PolicyDocument", "Statement");
    }

    /// The resources, shortened to what follows the account, of the statement that allows exactly `actions`.
    List<String> resourcesOf(String... actions) {
        return statements().stream()
                .filter(statement -> at(statement, "Action").equals(List.of(actions)))
                .flatMap(statement -> ((List<?>) at(statement, "Resource")).stream())
                .map(SynthesizedStack::lastPart)
                .toList();
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
