package jobsweep.infra;

import static jobsweep.infra.SynthesizedStack.FUNCTION;
import static jobsweep.infra.SynthesizedStack.INVOCATIONS;
import static jobsweep.infra.SynthesizedStack.LOG_GROUP;
import static jobsweep.infra.SynthesizedStack.ON_FAILURE_FUNCTION;
import static jobsweep.infra.SynthesizedStack.POLICY;
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
    private final SynthesizedStack stack = SynthesizedStack.of(new PlainProviderStack(new App(), "JobsweepProvider"));

    @Test
    void theTemplateNeedsNothingOfTheCdk() {
        Map<String, Object> template = stack.template().toJSON();

        assertThat(template).containsOnlyKeys("Description", "Parameters", "Mappings", "Resources", "Outputs");
        assertThat(stack.template().findParameters("*"))
                .containsOnlyKeys(
                        "ArchiveBucket",
                        "ArchiveKey",
                        "JobPatterns",
                        "ThingPatterns",
                        "LogRetentionInDays",
                        "LongestGracePeriodSeconds");
        assertThat(template.toString()).doesNotContainIgnoringCase("cdk");
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
    void everyTimeFollowsTheLongestGracePeriodOfTheParameter() {
        assertThat(stack.read(FUNCTION, "Properties", "Timeout")).isEqualTo(time("FunctionTimeout"));
        assertThat(stack.read(INVOCATIONS, "Properties", "MaximumEventAgeInSeconds"))
                .isEqualTo(time("MaximumEventAge"));
        assertThat(at(stack.template().findOutputs("ServiceTimeout"), "ServiceTimeout", "Value"))
                .isEqualTo(time("ServiceTimeout"));
    }

    @Test
    void withoutAGracePeriodEveryTimeIsTheShortest() {
        assertThat(timings().get(parameter("LongestGracePeriodSeconds", "Default")))
                .isEqualTo(Map.of("FunctionTimeout", "120", "MaximumEventAge", "540", "ServiceTimeout", "1050"));
    }

    @Test
    void theMappingHasTheTimesOfEveryGracePeriodThatIsAllowed() {
        assertThat(parameter("LongestGracePeriodSeconds", "Type")).isEqualTo("Number");
        assertThat(parameter("LongestGracePeriodSeconds", "AllowedValues"))
                .isEqualTo(List.of("0", "60", "120", "300", "600", "780"))
                .isEqualTo(List.copyOf(timings().keySet()));
        assertThat(timings()).allSatisfy((seconds, times) -> {
            Timing timing = new Timing(Integer.parseInt(seconds.toString()));
            assertThat(times)
                    .isEqualTo(Map.of(
                            "FunctionTimeout", Integer.toString(timing.functionTimeout()),
                            "MaximumEventAge", Integer.toString(timing.maximumEventAge()),
                            "ServiceTimeout", Integer.toString(timing.serviceTimeout())));
        });
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

        PlainProviderStack.main(new String[] {file.toString()});

        assertThat(Files.readString(file)).matches("\\p{ASCII}+").hasSizeLessThanOrEqualTo(51_200);
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
        resources.keySet().removeAll(List.of(POLICY, stack.logicalId(LOG_GROUP)));
        resources.replaceAll((id, resource) -> without((Map<?, ?>) resource, "Code"));
        resources.computeIfPresent(FUNCTION, (id, resource) -> without((Map<?, ?>) resource, "Timeout"));
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

    private Map<?, ?> timings() {
        return (Map<?, ?>) at(stack.template().toJSON(), "Mappings", "Timing");
    }

    private static Object time(String name) {
        return Map.of("Fn::FindInMap", List.of("Timing", reference("LongestGracePeriodSeconds"), name));
    }

    private Object parameter(String name, String attribute) {
        return at(stack.template().findParameters(name), name, attribute);
    }

    private String allowedPattern(String parameter) {
        return parameter(parameter, "AllowedPattern").toString();
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
