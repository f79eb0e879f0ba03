package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.NestedStack;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iot.CfnThing;
import software.amazon.awscdk.services.sns.Topic;

/// What CloudFormation would refuse: references to what is not there, and dependencies that go in a
/// circle.
class ConditionsAndDependenciesTest {
    private final Stack stack = new Stack();
    private final CfnCondition wanted = CfnCondition.Builder.create(stack, "Wanted")
            .expression(Fn.conditionEquals(
                    CfnParameter.Builder.create(stack, "Cleanups").build().getValueAsString(), "yes"))
            .build();

    @Test
    void aCleanupIsThereUnderItsConditionAndSoIsThePermissionForIt() {
        cleanup("Rollout").condition(wanted).build();
        cleanup("Other").jobId("firmware-43").build();

        assertThat(resource("Rollout")).containsEntry("Condition", "Wanted");
        assertThat(resource("Other")).doesNotContainKey("Condition");
        assertThat(policies("job/firmware-42").values())
                .singleElement()
                .satisfies(policy -> assertThat(policy).containsEntry("Condition", "Wanted"));
        assertThat(policies("job/firmware-43").values())
                .singleElement()
                .satisfies(policy -> assertThat(policy).doesNotContainKey("Condition"));
    }

    @Test
    void onlyACleanupUnderTheConditionDependsOnItsPermission() {
        cleanup("Rollout").condition(wanted).build();
        cleanup("Other").jobId("firmware-43").build();
        String conditional = policies("job/firmware-42").keySet().iterator().next();

        assertThat(dependencies("Rollout")).contains(conditional);
        assertThat(dependencies("Other")).doesNotContain(conditional);
        assertThat(references(at(template(), "Resources", FUNCTION))).doesNotContain(conditional);
    }

    @Test
    void aConditionIsOneOfTheCleanupsStack() {
        Stack other = new Stack(new App(), "Other");

        assertThatThrownBy(() -> JobExecutionCleanup.Builder.create(other, "Rollout")
                        .jobId("firmware-42")
                        .thingName("greenhouse-7")
                        .condition(wanted)
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("condition must be one of the cleanup's stack");
    }

    @Test
    void aThingThatIsThereUnderAnotherStacksConditionIsThatStacksMatter() {
        Stack parent = new Stack(new App(), "Parent");
        CfnCondition condition = CfnCondition.Builder.create(parent, "Wanted")
                .expression(Fn.conditionEquals("a", "b"))
                .build();
        CfnThing thing = CfnThing.Builder.create(parent, "Thing").build();
        thing.getCfnOptions().setCondition(condition);
        NestedStack nested = new NestedStack(parent, "Nested");
        JobExecutionCleanup.Builder.create(nested, "Rollout")
                .jobId("firmware-42")
                .thingName(thing.getRef())
                .build();

        assertThatCode(() -> Template.fromStack(parent)).doesNotThrowAnyException();
    }

    @Test
    void aRoleThatTheFunctionAssumesOutlivesTheCleanupsWithItsPolicies() {
        Role role = Role.Builder.create(stack, "Fleet")
                .assumedBy(new AccountRootPrincipal())
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("iot:DeleteJobExecution"))
                .resources(List.of("*"))
                .build());
        JobExecutionCleanupProvider.Builder.create(stack).assumedRole(role).build();
        cleanup("Rollout").build();

        assertThat(dependencies("Rollout"))
                .containsAll(policies("iot:DeleteJobExecution").keySet());
    }

    @Test
    void cleanupsUnderTheSameConditionShareAPolicy() {
        cleanup("One").condition(wanted).build();
        cleanup("Two").condition(wanted).thingName("greenhouse-8").build();

        assertThat(policies("thing/greenhouse-7"))
                .isEqualTo(policies("thing/greenhouse-8"))
                .hasSize(1);
    }

    @Test
    void aThingUnderAConditionIsReferredToUnderItOnly() {
        CfnThing thing = thing("Thing");
        thing.getCfnOptions().setCondition(wanted);
        cleanup("Rollout").thingName(thing.getRef()).condition(wanted).build();

        assertThat(policies("{Ref=Thing}").values())
                .singleElement()
                .satisfies(policy -> assertThat(policy).containsEntry("Condition", "Wanted"));
    }

    @Test
    void withoutTheConditionSuchACleanupIsRefused() {
        CfnThing thing = thing("Thing");
        cleanup("Rollout").thingName(thing.getRef()).build();
        thing.getCfnOptions().setCondition(wanted);

        assertThatThrownBy(this::template)
                .hasMessageContaining(
                        "/Rollout] The cleanup refers to %s, which is there only where its condition Wanted holds: give the cleanup the same one, .condition(…)",
                        thing.getNode().getPath());
    }

    @Test
    void aThingMayComeAfterTheCleanupOfAnotherOne() {
        CfnThing first = thing("First");
        CfnThing second = thing("Second");
        JobExecutionCleanup cleanup =
                cleanup("Rollout").thingName(first.getRef()).build();
        cleanup("Other").thingName(second.getRef()).build();
        second.getNode().addDependency(cleanup);

        requireNoCircle();
    }

    @Test
    void theTopicOfTheAlarmMayComeAfterACleanup() {
        Topic topic = Topic.Builder.create(stack, "Topic").build();
        JobExecutionCleanupProvider.Builder.create(stack)
                .alarmActions(List.of(new SnsAction(topic)))
                .build();
        topic.getNode().addDependency(cleanup("Rollout").build());

        requireNoCircle();
    }

    @Test
    void theNumberOfOneExecutionMayNameAnother() {
        JobExecutionCleanup first = cleanup("First").executionNumber(1).build();
        cleanup("Second")
                .thingName("greenhouse-8")
                .executionNumber(first.getExecutionNumber())
                .build();

        requireNoCircle();
    }

    private void requireNoCircle() {
        Map<String, Set<String>> left = new HashMap<>();
        resources().forEach((id, resource) -> {
            Set<String> needed = new HashSet<>(references(resource));
            needed.retainAll(resources().keySet());
            left.put(id, needed);
        });
        while (left.values().removeIf(Set::isEmpty)) {
            left.values().forEach(needed -> needed.retainAll(left.keySet()));
        }

        assertThat(left).isEmpty();
        assertThatCode(this::template).doesNotThrowAnyException();
    }

    /// What a resource names, in `DependsOn`, `Ref` and `Fn::GetAtt`.
    private static Set<String> references(Object node) {
        Set<String> found = new HashSet<>();
        if (node instanceof Map<?, ?> object) {
            object.forEach((name, value) -> {
                if (Set.of("Ref", "DependsOn").contains(name)) {
                    found.addAll(names(value));
                } else if (name.equals("Fn::GetAtt")) {
                    found.add(String.valueOf(((List<?>) value).get(0)));
                } else {
                    found.addAll(references(value));
                }
            });
        }
        if (node instanceof List<?> list) {
            list.forEach(item -> found.addAll(references(item)));
        }
        return found;
    }

    private static List<String> names(Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(value.toString());
    }

    private List<String> dependencies(String prefix) {
        return names(Objects.requireNonNull(resource(prefix).get("DependsOn")));
    }

    private Map<String, Object> resource(String prefix) {
        return resources().entrySet().stream()
                .filter(resource -> resource.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }

    /// The policies that name `what`.
    private Map<String, Map<String, Object>> policies(String what) {
        Map<String, Map<String, Object>> found = resources();
        found.values()
                .removeIf(resource -> !String.valueOf(resource.get("Type")).startsWith("AWS::IAM::")
                        || !String.valueOf(resource.get("Properties")).contains(what));
        return found;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Map<String, Object>> resources() {
        return new HashMap<>((Map<String, Map<String, Object>>) at(template(), "Resources"));
    }

    private Map<String, Object> template() {
        return SynthesizedStack.of(stack).template().toJSON();
    }

    private CfnThing thing(String id) {
        return CfnThing.Builder.create(stack, id).build();
    }

    private JobExecutionCleanup.Builder cleanup(String id) {
        return JobExecutionCleanup.Builder.create(stack, id)
                .jobId("firmware-42")
                .thingName("greenhouse-7");
    }
}
