package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.LOG_GROUP;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_POLICY;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_ROLE;
import static jobsweep.infra.SynthesizedStack.POLICY;
import static jobsweep.infra.SynthesizedStack.ROLE;
import static jobsweep.infra.SynthesizedStack.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.iam.CustomizeRolesOptions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iot.CfnThing;

class FunctionPolicyTest {
    private static final String DELETE = "iot:DeleteJobExecution";
    private static final String DESCRIBE = "iot:DescribeJobExecution";
    private static final String LIST = "iot:ListJobExecutionsForThing";

    private final Stack stack = new Stack();

    @Test
    void oneExecutionIsDescribedAndDeletedOnItsJobAndItsThing() {
        one("Rollout", "firmware-42", "greenhouse-7");

        assertThat(synthesized().resourcesOf(DELETE, DESCRIBE))
                .containsExactly(":job/firmware-42", ":thing/greenhouse-7");
        assertThat(synthesized().statements()).hasSize(3);
    }

    @Test
    void everyExecutionIsListedOnTheThingAndLookedAtAndDeletedOnJobAndThing() {
        every("Rollout", "firmware-42", "greenhouse-7");

        assertThat(synthesized().resourcesOf(DELETE, DESCRIBE))
                .containsExactly(":job/firmware-42", ":thing/greenhouse-7");
        assertThat(synthesized().resourcesOf(LIST)).containsExactly(":thing/greenhouse-7");
        assertThat(synthesized().statements()).hasSize(4);
    }

    @Test
    void patternsAllowAllThreeActionsAndCleanupsAddNothing() {
        JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .build();
        one("One", "firmware-42", "greenhouse-7");
        every("Every", "firmware-42", "greenhouse-7");

        assertThat(synthesized().resourcesOf(DELETE, DESCRIBE))
                .containsExactly(":job/firmware-*", ":thing/greenhouse-*");
        assertThat(synthesized().resourcesOf(LIST)).containsExactly(":thing/greenhouse-*");
        assertThat(synthesized().statements()).hasSize(4);
    }

    @Test
    void withoutACleanupTheFunctionMayLogAndHandOverToTheOnFailureFunctionAndNothingElse() {
        JobExecutionCleanupProvider.getOrCreate(stack);

        assertThat(synthesized().statements())
                .isEqualTo(List.of(
                        Map.of(
                                "Effect",
                                "Allow",
                                "Action",
                                List.of("lambda:InvokeFunction"),
                                "Resource",
                                List.of(arnOf(ON_FAILURE_FUNCTION))),
                        logging()));
    }

    @Test
    void theOnFailureFunctionMayLogToTheSameGroupAndNothingElse() {
        one("Rollout", "firmware-42", "greenhouse-7");

        assertThat(synthesized().read(ON_FAILURE_POLICY, "Properties", "PolicyDocument", "Statement"))
                .isEqualTo(List.of(logging()));
        assertThat(synthesized().read(ON_FAILURE_POLICY, "Properties", "Roles"))
                .isEqualTo(List.of(Map.of("Ref", ON_FAILURE_ROLE)));
    }

    @Test
    void aFunctionIsMadeAfterItsPolicyBecauseLambdaChecksIt() {
        one("Rollout", "firmware-42", "greenhouse-7");

        assertThat(synthesized().read(FUNCTION, "DependsOn"))
                .asInstanceOf(list(String.class))
                .contains(POLICY);
        assertThat(synthesized().read(ON_FAILURE_FUNCTION, "DependsOn"))
                .asInstanceOf(list(String.class))
                .contains(ON_FAILURE_POLICY);
    }

    @Test
    void theRolesHaveNoOtherPolicy() {
        one("Rollout", "firmware-42", "greenhouse-7");

        assertThat(synthesized().properties(ROLE)).containsOnlyKeys("AssumeRolePolicyDocument");
        assertThat(synthesized().properties(ON_FAILURE_ROLE)).containsOnlyKeys("AssumeRolePolicyDocument");
        synthesized().template().resourceCountIs("AWS::IAM::Policy", 2);
        synthesized().template().resourceCountIs("AWS::IAM::RolePolicy", 0);
        synthesized().template().resourceCountIs("AWS::IAM::ManagedPolicy", 0);
    }

    @Test
    void partitionRegionAndAccountAreTheStacks() {
        one("Rollout", "firmware-42", "greenhouse-7");

        assertThat(at(synthesized().statements().get(0), "Resource", 0))
                .isEqualTo(Map.of(
                        "Fn::Join",
                        List.of(
                                "",
                                List.of(
                                        "arn:",
                                        Map.of("Ref", "AWS::Partition"),
                                        ":iot:",
                                        Map.of("Ref", "AWS::Region"),
                                        ":",
                                        Map.of("Ref", "AWS::AccountId"),
                                        ":job/firmware-42"))));
    }

    @Test
    void aThingOfTheStackIsAllowedByReference() {
        CfnThing thing = CfnThing.Builder.create(stack, "Thing").build();
        one("Rollout", "firmware-42", thing.getRef());

        assertThat(synthesized().resourcesOf(DELETE, DESCRIBE)).containsExactly(":job/firmware-42", "{Ref=Thing}");
    }

    @Test
    void sameJobsAndThingsAreNamedOnceInTheSameOrder() {
        one("A", "job-b", "thing-b");
        one("B", "job-a", "thing-b");
        one("C", "job-b", "thing-a");

        assertThat(synthesized().resourcesOf(DELETE, DESCRIBE))
                .containsExactly(":job/job-a", ":job/job-b", ":thing/thing-a", ":thing/thing-b");
    }

    @Test
    void otherStatementsMakeAnotherPolicySoThatTheOldOneStaysForTheOldDeletions() {
        assertThat(policyId("firmware-42", "greenhouse-7"))
                .isEqualTo(policyId("firmware-42", "greenhouse-7"))
                .isNotEqualTo(policyId("firmware-43", "greenhouse-7"))
                .isNotEqualTo(policyId("firmware-42", "greenhouse-8"))
                .matches(POLICY + "[0-9a-f]{12}");
    }

    @Test
    void aThingOfTheSameNameInAnotherStackMakesAnotherPolicy() {
        assertThat(policyIdsForThingOf("North"))
                .isEqualTo(policyIdsForThingOf("North"))
                .isNotEqualTo(policyIdsForThingOf("South"));
    }

    @Test
    void thingsOfTheSameNameInTwoStacksAreBothCovered() {
        App app = new App();
        List<String> things = Stream.of("North", "South")
                .map(site -> new CfnThing(new Stack(app, site), "Thing").getRef())
                .toList();
        Stack rollouts = new Stack(app, "Rollouts");
        JobExecutionCleanupProvider.Builder.create(rollouts)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(things)
                .build();

        assertThat(Template.fromStack(rollouts).toJSON().toString())
                .contains("Fn::ImportValue=North:", "Fn::ImportValue=South:")
                .doesNotContain("Ref=Thing");
    }

    private static Set<String> policyIdsForThingOf(String site) {
        App app = new App();
        CfnThing thing = new CfnThing(new Stack(app, site), "Thing");
        Stack rollouts = new Stack(app, "Rollouts");
        JobExecutionCleanup.Builder.create(rollouts, "Rollout")
                .jobId("firmware-42")
                .thingName(thing.getRef())
                .build();
        return Template.fromStack(rollouts).findResources("AWS::IAM::Policy").keySet();
    }

    @Test
    void aPolicysNameIsAsUniqueAsItsLogicalIdAndItsStack() {
        one("Rollout", "firmware-42", "greenhouse-7");

        assertThat(synthesized().read(POLICY, "Properties", "PolicyName"))
                .isEqualTo(Map.of(
                        "Fn::Join",
                        List.of(
                                "-",
                                List.of(
                                        "JobExecutionCleanup-" + last(12, policyId("firmware-42", "greenhouse-7")),
                                        Map.of(
                                                "Fn::Select",
                                                List.of(
                                                        2,
                                                        Map.of(
                                                                "Fn::Split",
                                                                List.of("/", Map.of("Ref", "AWS::StackId")))))))));
    }

    @Test
    void theOrderOfConstructsChangesNothing() {
        Stack other = new Stack();
        one("A", "job-b", "thing-b");
        every("B", "job-a", "thing-a");
        JobExecutionCleanup.Builder.create(other, "B")
                .jobId("job-a")
                .thingName("thing-a")
                .build();
        JobExecutionCleanup.Builder.create(other, "A")
                .jobId("job-b")
                .thingName("thing-b")
                .executionNumber(1)
                .build();

        assertThat(policies(other)).isEqualTo(policies(stack));
    }

    @Test
    void aCleanupThatAnAspectAddsIsAllowed() {
        CfnThing.Builder.create(stack, "Thing").thingName("greenhouse-7").build();
        Aspects.of(stack).add(node -> {
            if (node instanceof CfnThing thing) {
                every("Executions", "firmware-42", thing.getRef());
            }
        });

        assertThat(synthesized().resourcesOf(DELETE, DESCRIBE)).containsExactly(":job/firmware-42", "{Ref=Thing}");
    }

    @Test
    void whereRolesAreCreatedBeforeNoPolicyIsWrittenAndTheReportHasItsStatements() throws IOException {
        App app = new App();
        Stack precreated = new Stack(app, "Precreated");
        Role.customizeRoles(
                precreated,
                CustomizeRolesOptions.builder()
                        .usePrecreatedRoles(Map.of(
                                "Precreated/JobExecutionCleanupProvider/Role", "cleanup",
                                "Precreated/JobExecutionCleanupProvider/OnFailure/Role", "on-failure"))
                        .build());
        JobExecutionCleanup.Builder.create(precreated, "Rollout")
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .build();

        Path assembly = Path.of(app.synth().getDirectory());
        Template template = Template.fromStack(precreated);

        template.resourceCountIs("AWS::IAM::Policy", 0);
        template.resourceCountIs("AWS::IAM::Role", 0);
        template.resourceCountIs("Custom::IoTJobExecution", 1);
        assertThat(Files.readString(assembly.resolve("iam-policy-report.json")))
                .contains(DELETE, DESCRIBE, LIST, ":job/firmware-42", ":thing/greenhouse-7", "logs:PutLogEvents");
    }

    @Test
    void manyCleanupsMakeOneStatement() {
        IntStream.range(0, 200)
                .forEach(number -> JobExecutionCleanup.Builder.create(stack, "Rollout" + number)
                        .jobId("firmware-42")
                        .thingName("greenhouse-7")
                        .executionNumber(number)
                        .build());

        assertThat(synthesized().statements()).hasSize(3);
        synthesized().template().resourceCountIs("AWS::Lambda::Function", 2);
    }

    @Test
    void aPolicyThatIamWouldNotTakeIsRefusedWithTheWayOut() {
        IntStream.range(0, 200).forEach(number -> one("Rollout" + number, "firmware-42", "greenhouse-" + number));

        assertThatThrownBy(this::synthesized)
                .hasMessageContaining("The role's policies take up to")
                .hasMessageContaining("IAM allows a role 10240 in its inline policies")
                .hasMessageContaining("so 5120 is the most")
                .hasMessageContaining("Give the stack's JobExecutionCleanupProvider jobPatterns and thingPatterns");
    }

    private Map<String, Object> logging() {
        return Map.of(
                "Effect",
                "Allow",
                "Action",
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                "Resource",
                List.of(arnOf(synthesized().logicalId(LOG_GROUP))));
    }

    private static Map<String, Object> arnOf(String resource) {
        return Map.of("Fn::GetAtt", List.of(resource, "Arn"));
    }

    private static String policyId(String jobId, String thingName) {
        FunctionPolicyTest other = new FunctionPolicyTest();
        other.one("Rollout", jobId, thingName);
        return policies(other.stack).keySet().stream()
                .filter(id -> id.startsWith(POLICY))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Map<String, Object>> policies(Stack stack) {
        return Template.fromStack(stack).findResources("AWS::IAM::Policy");
    }

    private static String last(int characters, String text) {
        return text.substring(text.length() - characters);
    }

    private void one(String id, String jobId, String thingName) {
        cleanup(id, jobId, thingName).executionNumber(1).build();
    }

    private void every(String id, String jobId, String thingName) {
        cleanup(id, jobId, thingName).build();
    }

    private JobExecutionCleanup.Builder cleanup(String id, String jobId, String thingName) {
        return JobExecutionCleanup.Builder.create(stack, id).jobId(jobId).thingName(thingName);
    }

    private SynthesizedStack synthesized() {
        return SynthesizedStack.of(stack);
    }
}
