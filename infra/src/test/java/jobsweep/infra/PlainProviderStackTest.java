package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.CONTINUATION;
import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.LOG_GROUP;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_ROLE;
import static jobsweep.infra.SynthesizedStack.POLICY;
import static jobsweep.infra.SynthesizedStack.ROLE;
import static jobsweep.infra.SynthesizedStack.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.contract.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

// One synthesis for all tests, which only read.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainProviderStackTest {
    private static final String DEFERRAL_KEY = "JobExecutionCleanupProviderDeferralKeyPolicy";
    private static final String DEFERRAL = "JobExecutionCleanupProviderDeferralPolicy06E464D3";

    private final SynthesizedStack stack = SynthesizedStack.of(new PlainProviderStack(new App(), "JobsweepProvider"));

    @Test
    void theTemplateNeedsNothingOfTheCdk() {
        Map<String, Object> template = stack.template().toJSON();

        assertThat(template)
                .containsOnlyKeys(
                        "Description", "Parameters", "Rules", "Mappings", "Conditions", "Resources", "Outputs");
        assertThat(stack.template().findParameters("*"))
                .containsOnlyKeys(
                        "ArchiveBucket",
                        "ArchiveKey",
                        "JobPatterns",
                        "ThingPatterns",
                        "LogRetentionInDays",
                        "LongestGracePeriodSeconds",
                        "WholeThingsAndJobs",
                        "DeferQueueUrl",
                        "DeferQueueArn",
                        "DeferQueueKeyArn",
                        "MemorySize",
                        "PermissionsBoundary",
                        "AlarmTopicArn");
        // What cdk-nag finds and why is for audits of this template, too.
        assertThat(template.toString().replace("cdk_nag", "")).doesNotContainIgnoringCase("cdk");
    }

    @Test
    void itIsTheSameProviderWithParametersForSettings() {
        assertThat(withoutParameters(stack)).isEqualTo(withoutParameters(synthesizedForTheCdk()));
        assertThat(stack.template().findOutputs("ServiceToken"))
                .isEqualTo(synthesizedForTheCdk().template().findOutputs("ServiceToken"));
    }

    @Test
    void bothFunctionsComeFromTheBucketAndKeyOfTheParameters() {
        assertThat(Stream.of(FUNCTION, ON_FAILURE_FUNCTION))
                .allSatisfy(function -> assertThat(stack.read(function, "Properties", "Code"))
                        .isEqualTo(Map.of("S3Bucket", reference("ArchiveBucket"), "S3Key", reference("ArchiveKey"))));
    }

    @Test
    void theLogIsKeptAsLongAsTheParameterSays() {
        assertThat(stack.read(LOG_GROUP, "Properties", "RetentionInDays")).isEqualTo(reference("LogRetentionInDays"));
        assertThat(parameter("LogRetentionInDays", "Type")).isEqualTo("Number");
        assertThat(parameter("LogRetentionInDays", "Default")).isEqualTo("30");
        assertThat(parameter("LogRetentionInDays", "AllowedValues"))
                .asInstanceOf(list(String.class))
                .contains("1", "30", "365", "3653")
                .doesNotContain("31");
    }

    @Test
    void everyTimeFollowsTheLongestGracePeriodAndWhetherWholeThingsAndJobsAreAllowed() {
        assertThat(stack.read(FUNCTION, "Properties", "Timeout")).isEqualTo(time("FunctionTimeouts"));
        assertThat(stack.read(INVOCATIONS, "Properties", "MaximumEventAgeInSeconds"))
                .isEqualTo(time("MaximumEventAges"));
        assertThat(at(stack.template().findOutputs("ServiceTimeout"), "ServiceTimeout", "Value"))
                .isEqualTo(time("ServiceTimeouts"));
    }

    @Test
    void withoutAGracePeriodEveryTimeIsTheShortest() {
        assertThat(Stream.of("FunctionTimeouts", "MaximumEventAges", "ServiceTimeouts")
                        .map(name -> at(
                                times(name, parameter("WholeThingsAndJobs", "Default")),
                                parameter("LongestGracePeriodSeconds", "Default"))))
                .isEqualTo(List.of("120", "540", "1050"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theMappingsHaveTheTimesOfEveryGracePeriodThatIsAllowed(boolean isOpenEnded) {
        assertThat(parameter("LongestGracePeriodSeconds", "Type")).isEqualTo("Number");
        assertThat(parameter("LongestGracePeriodSeconds", "AllowedValues"))
                .isEqualTo(List.of("0", "60", "120", "300", "600", "780"))
                .asInstanceOf(list(String.class))
                .allSatisfy(seconds -> {
                    Timing timing = new Timing(Integer.parseInt(seconds), isOpenEnded);
                    String key = Boolean.toString(isOpenEnded);
                    assertThat(times("FunctionTimeouts", key))
                            .containsEntry(seconds, Integer.toString(timing.functionTimeout()));
                    assertThat(times("MaximumEventAges", key))
                            .containsEntry(seconds, Integer.toString(timing.maximumEventAge()));
                    assertThat(times("ServiceTimeouts", key))
                            .containsEntry(seconds, Integer.toString(timing.serviceTimeout()));
                });
    }

    @Test
    void theFunctionGoesOnByItselfAndListsOfJobsWhereWholeThingsAndJobsAreAllowed() {
        assertThat(stack.read(CONTINUATION, "Condition")).isEqualTo("HasWholeThingsAndJobs");
        assertThat(at(stack.template().toJSON(), "Conditions", "HasWholeThingsAndJobs"))
                .isEqualTo(Map.of("Fn::Equals", List.of(reference("WholeThingsAndJobs"), "true")));
        assertThat(actions(CONTINUATION))
                .containsExactly(List.of("iot:ListJobExecutionsForJob"), List.of("lambda:InvokeFunction"));
        assertThat(stack.read(CONTINUATION, "Properties", "Roles")).isEqualTo(List.of(reference(ROLE)));
        assertThat(stack.read(FUNCTION, "Properties", "Environment", "Variables", Variables.WHOLE_THINGS_AND_JOBS))
                .isEqualTo(reference("WholeThingsAndJobs"));
    }

    @Test
    void theFunctionMaySendToTheQueueThatItsParametersNameAndNothingElse() {
        assertThat(stack.read(DEFERRAL, "Condition")).isEqualTo("HasDeferQueue");
        assertThat(stack.read(DEFERRAL, "Properties", "PolicyDocument", "Statement", 0))
                .isEqualTo(Map.of(
                        "Action",
                        List.of("sqs:SendMessage"),
                        "Effect",
                        "Allow",
                        "Resource",
                        List.of(reference("DeferQueueArn"))));
        assertThat(stack.read(FUNCTION, "Properties", "Environment", "Variables", Variables.DEFER_QUEUE_URL))
                .isEqualTo(reference("DeferQueueUrl"));
    }

    @Test
    void itMayUseTheQueuesKeyWhereThereIsOne() {
        String policy = stack.resources().keySet().stream()
                .map(Object::toString)
                .filter(id -> id.startsWith(DEFERRAL_KEY))
                .findFirst()
                .orElseThrow();

        assertThat(stack.read(policy, "Condition")).isEqualTo("HasDeferQueueKey");
        assertThat(stack.read(policy, "Properties", "PolicyDocument", "Statement", 0))
                .isEqualTo(Map.of(
                        "Action",
                        List.of("kms:Decrypt", "kms:GenerateDataKey"),
                        "Effect",
                        "Allow",
                        "Resource",
                        List.of(reference("DeferQueueKeyArn"))));
    }

    @Test
    void memoryIsThatOfTheParameterForTheFunctionThatDeletes() {
        assertThat(stack.read(FUNCTION, "Properties", "MemorySize")).isEqualTo(reference("MemorySize"));
        assertThat(stack.read(ON_FAILURE_FUNCTION, "Properties", "MemorySize")).isEqualTo(512);
        assertThat(stack.template().findParameters("MemorySize").get("MemorySize"))
                .containsEntry("Type", "Number")
                .containsEntry("Default", "512")
                .containsEntry("MinValue", 128)
                .containsEntry("MaxValue", 10_240);
    }

    @Test
    void everyRoleHasTheBoundaryThatIsGiven() {
        Object arn = Map.of(
                "Fn::Join",
                List.of(
                        "",
                        List.of(
                                "arn:",
                                reference("AWS::Partition"),
                                ":iam::",
                                reference("AWS::AccountId"),
                                ":policy/",
                                reference("PermissionsBoundary"))));

        assertThat(Stream.of(ROLE, ON_FAILURE_ROLE))
                .allSatisfy(role -> assertThat(stack.read(role, "Properties", "PermissionsBoundary"))
                        .isEqualTo(ifGiven("PermissionsBoundary", arn)));
        assertThat(Stream.of("none", "boundaries/developers"))
                .allMatch(name -> name.matches(allowedPattern("PermissionsBoundary")));
        assertThat("arn:aws:iam::123456789012:policy/b").doesNotMatch(allowedPattern("PermissionsBoundary"));
    }

    @Test
    void theTopicThatIsGivenHearsOfTheAlarm() {
        assertThat(stack.read(SynthesizedStack.ALARM, "Properties", "AlarmActions"))
                .isEqualTo(List.of(ifGiven("AlarmTopicArn", reference("AlarmTopicArn"))));
        assertThat(Stream.of("none", "arn:aws:sns:eu-central-1:123456789012:t"))
                .allMatch(topic -> topic.matches(allowedPattern("AlarmTopicArn")));
    }

    @Test
    void theTokenAndTheTimeThatAnAnswerCanTakeAreExported() {
        assertThat(at(stack.template().findOutputs("ServiceToken"), "ServiceToken", "Export", "Name"))
                .isEqualTo("JobsweepServiceToken");
        assertThat(at(stack.template().findOutputs("ServiceTimeout"), "ServiceTimeout", "Export", "Name"))
                .isEqualTo("JobsweepServiceTimeout");
    }

    @Test
    void aQueueIsGivenByBothParametersOrByNone() {
        assertThat(List.of("DeferQueueUrl", "DeferQueueArn"))
                .allSatisfy(name -> assertThat(parameter(name, "Default")).isEqualTo(""))
                .allSatisfy(name -> assertThat("").matches(allowedPattern(name)));
        assertThat("https://sqs.eu-central-1.amazonaws.com/123456789012/Cleanups")
                .matches(allowedPattern("DeferQueueUrl"));
        assertThat("arn:aws-us-gov:sqs:us-gov-west-1:123456789012:Cleanups").matches(allowedPattern("DeferQueueArn"));
        assertThat("arn:aws:sns:eu-central-1:123456789012:Cleanups").doesNotMatch(allowedPattern("DeferQueueArn"));
        Object noUrl = Map.of("Fn::Equals", List.of(reference("DeferQueueUrl"), ""));
        Object noArn = Map.of("Fn::Equals", List.of(reference("DeferQueueArn"), ""));
        assertThat(at(stack.template().toJSON(), "Rules", "DeferQueue", "Assertions", 0))
                .isEqualTo(Map.of(
                        "Assert",
                        Map.of(
                                "Fn::Or",
                                List.of(
                                        Map.of("Fn::And", List.of(noUrl, noArn)),
                                        Map.of("Fn::Not", List.of(Map.of("Fn::Or", List.of(noUrl, noArn)))))),
                        "AssertDescription",
                        "DeferQueueUrl and DeferQueueArn must be given both, of the same queue, or not at all"));
    }

    @Test
    void eachOfFivePatternsIsAllowedAndNothingElse() {
        assertThat(stack.statements()).hasSize(4);
        assertThat(stack.resourcesOf("iot:DeleteJobExecution", "iot:DescribeJobExecution"))
                .satisfies(resources -> assertThat(resources.subList(0, 5)).isEqualTo(selections("JobPatterns")))
                .satisfies(resources -> assertThat(resources.subList(5, 10)).isEqualTo(selections("ThingPatterns")))
                .hasSize(10);
        assertThat(stack.resourcesOf("iot:ListJobExecutionsForThing")).isEqualTo(selections("ThingPatterns"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JobPatterns | *",
                "JobPatterns | firmware-*",
                "JobPatterns | firmware-*,cert?,a,b,C_1",
                "ThingPatterns | fleet:greenhouse-*,pump-7"
            })
    void patternsLikeTheseCanBeGiven(String parameter, String value) {
        assertThat(value).matches(allowedPattern(parameter));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",", "firmware-*,", "firmware-*, cert-*", "firmware/*", "a:b", "a,b,c,d,e,f", "${x}"})
    void jobPatternsLikeTheseAreRefused(String value) {
        assertThat(value).doesNotMatch(allowedPattern("JobPatterns"));
    }

    @Test
    void everyParameterSaysWhatItIsAndWhatIsAllowed() {
        assertThat(stack.template().findParameters("*").values())
                .allSatisfy(parameter -> assertThat(parameter).containsKeys("Description", "ConstraintDescription"));
    }

    /// With the tests' locale, whatever is formatted or changes its case by the machine's is not ASCII.
    @Test
    void itIsTheSameInAnyLocaleAndFitsInARequestSoThatItNeedsNoBucketItself(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("template.json");

        PlainProviderStack.main(new String[] {file.toString(), "1.2.3"});

        assertThat(Files.readString(file))
                .matches("\\p{ASCII}+")
                .hasSizeLessThanOrEqualTo(51_200)
                .contains("\"Version\": \"1.2.3\"");
    }

    private static SynthesizedStack synthesizedForTheCdk() {
        App app = new App(AppProps.builder()
                .context(Map.of(ProviderContext.JOB_PATTERNS, "*", ProviderContext.THING_PATTERNS, "*"))
                .build());
        return SynthesizedStack.of(new JobExecutionCleanupProviderStack(app, "JobsweepProvider"));
    }

    /// The resources without what the parameters decide.
    private static Map<Object, Object> withoutParameters(SynthesizedStack stack) {
        Map<Object, Object> resources = stack.resources();
        resources.keySet().removeAll(List.of(POLICY, CONTINUATION, DEFERRAL, stack.logicalId(LOG_GROUP)));
        resources.keySet().removeIf(id -> id.toString().startsWith(DEFERRAL_KEY));
        resources.replaceAll((id, resource) -> without((Map<?, ?>) resource, "Code"));
        resources.computeIfPresent(FUNCTION, (id, resource) -> without((Map<?, ?>) resource, "Timeout"));
        resources.computeIfPresent(FUNCTION, (id, resource) -> without((Map<?, ?>) resource, "Environment"));
        resources.computeIfPresent(FUNCTION, (id, resource) -> without((Map<?, ?>) resource, "MemorySize"));
        resources.replaceAll((id, resource) -> without((Map<?, ?>) resource, "PermissionsBoundary"));
        resources.replaceAll((id, resource) -> without((Map<?, ?>) resource, "AlarmActions"));
        resources.computeIfPresent(
                INVOCATIONS, (id, resource) -> without((Map<?, ?>) resource, "MaximumEventAgeInSeconds"));
        return resources;
    }

    private static Object without(Map<?, ?> resource, String property) {
        Map<Object, Object> properties = new LinkedHashMap<>((Map<?, ?>) at(resource, "Properties"));
        properties.remove(property);
        Map<Object, Object> copy = new LinkedHashMap<>(resource);
        copy.put("Properties", properties);
        copy.remove("Metadata");
        return copy;
    }

    private Map<Object, Object> times(String mapping, Object isOpenEnded) {
        return new LinkedHashMap<>((Map<?, ?>) at(stack.template().toJSON(), "Mappings", mapping, isOpenEnded));
    }

    private static Object time(String mapping) {
        return Map.of(
                "Fn::FindInMap",
                List.of(mapping, reference("WholeThingsAndJobs"), reference("LongestGracePeriodSeconds")));
    }

    private List<Object> actions(String policy) {
        return ((List<?>) stack.read(policy, "Properties", "PolicyDocument", "Statement"))
                .stream().map(statement -> at(statement, "Action")).toList();
    }

    private Object parameter(String name, String attribute) {
        return at(stack.template().findParameters(name), name, attribute);
    }

    private String allowedPattern(String parameter) {
        return parameter(parameter, "AllowedPattern").toString();
    }

    /// @param value of a property that is not there where the parameter is `none`
    private Map<String, Object> ifGiven(String parameter, Object value) {
        assertThat(at(stack.template().toJSON(), "Conditions", "Has" + parameter))
                .isEqualTo(Map.of("Fn::Not", List.of(Map.of("Fn::Equals", List.of(reference(parameter), "none")))));
        return Map.of("Fn::If", List.of("Has" + parameter, value, Map.of("Ref", "AWS::NoValue")));
    }

    private static Map<String, String> reference(String parameter) {
        return Map.of("Ref", parameter);
    }

    /// The first five of the parameter's items, which come five times.
    private static List<String> selections(String parameter) {
        String five =
                Stream.generate(() -> "{Ref=%s}".formatted(parameter)).limit(5).collect(Collectors.joining(", "));
        return Stream.of(0, 1, 2, 3, 4)
                .map(index -> "{Fn::Select=[%s, {Fn::Split=[,, {Fn::Join=[,, [%s]]}]}]}".formatted(index, five))
                .toList();
    }
}
