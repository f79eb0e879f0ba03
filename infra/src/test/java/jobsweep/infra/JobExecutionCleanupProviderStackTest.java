package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

class JobExecutionCleanupProviderStackTest {

    @Test
    void theServiceTokenIsExportedForTemplatesOfOthers() {
        SynthesizedStack stack = synthesized(List.of("*"), List.of("*"));

        stack.template()
                .hasOutput(
                        "ServiceToken",
                        Map.of(
                                "Value",
                                Map.of("Fn::GetAtt", List.of(SynthesizedStack.FUNCTION, "Arn")),
                                "Export",
                                Map.of("Name", "JobsweepServiceToken")));
    }

    @Test
    void patternsComeFromTheContext() {
        SynthesizedStack stack = synthesized(List.of("firmware-*", "cert-*"), List.of("greenhouse-*"));

        assertThat(stack.resourcesOf("iot:DeleteJobExecution", "iot:DescribeJobExecution"))
                .containsExactly(":job/cert-*", ":job/firmware-*", ":thing/greenhouse-*");
    }

    @Test
    void patternsOfTheCommandLineAreSeparatedByCommas() {
        SynthesizedStack stack = synthesized("firmware-*, cert-*", "greenhouse-*");

        assertThat(stack.resourcesOf("iot:DeleteJobExecution", "iot:DescribeJobExecution"))
                .containsExactly(":job/cert-*", ":job/firmware-*", ":thing/greenhouse-*");
    }

    @Test
    void aMalformedPatternIsRefusedWithItsContextKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> synthesized(List.of("firmware/*"), List.of("*")))
                .withMessage(
                        "jobsweep:jobPatterns must be one or more patterns of 1 to 64 characters of a-z, A-Z, 0-9, _, -, * and ?, got 'firmware/*'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> synthesized("*", "greenhouse-*,"))
                .withMessage(
                        "jobsweep:thingPatterns must be one or more patterns of 1 to 128 characters of a-z, A-Z, 0-9, :, _, -, * and ?, got ''");
    }

    @Test
    void missingPatternsAreRefusedWithWhatToGive() {
        String advice =
                " must say whose job executions may be deleted, got none: give patterns of jobs and things, as in -c 'jobsweep:jobPatterns=firmware-*' -c 'jobsweep:thingPatterns=greenhouse-*', or under \"context\" in cdk.json";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> synthesized(Map.of()))
                .withMessage("jobsweep:jobPatterns" + advice);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> synthesized(Map.of("jobsweep:jobPatterns", "firmware-*")))
                .withMessage("jobsweep:thingPatterns" + advice);
        assertThatCode(() -> synthesized(Map.of(
                        "jobsweep:jobPatterns", "firmware-*",
                        "jobsweep:thingPatterns", "greenhouse-*")))
                .doesNotThrowAnyException();
    }

    @Test
    void theAppAsItIsShippedNamesNothingThatMayBeDeleted() throws IOException {
        assertThat(Files.readString(Path.of("../cdk.json"))).doesNotContain("context", "*");
    }

    @Test
    void theServiceTimeoutIsTheOneThatTemplatesShouldSet() {
        assertThat(serviceTimeout(Map.of())).isEqualTo("1050");
    }

    @Test
    void theLongestGracePeriodComesFromTheContext() {
        assertThat(serviceTimeout(Map.of("jobsweep:longestGracePeriodSeconds", 60)))
                .isEqualTo("1230");
        assertThat(serviceTimeout(Map.of("jobsweep:longestGracePeriodSeconds", "780")))
                .isEqualTo("3390");
        assertThat(serviceTimeout(Map.of("jobsweep:longestGracePeriodSeconds", "007")))
                .isEqualTo(Integer.toString(new Timing(7, false).serviceTimeout()));
    }

    @Test
    void wholeThingsAndJobsAreAllowedByTheContext() {
        Map<String, Object> context = Map.of("jobsweep:wholeThingsAndJobs", "true");

        assertThat(serviceTimeout(context)).isEqualTo("3600");
        assertThat(synthesized(withPatterns(context)).resourcesOf("iot:ListJobExecutionsForJob"))
                .containsExactly(":job/*");
        assertThat(synthesized(withPatterns(Map.of())).resourcesOf("iot:ListJobExecutionsForJob"))
                .isEmpty();
    }

    @Test
    void whetherTheyAreIsTrueOrFalseAndNothingElse() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> serviceTimeout(Map.of("jobsweep:wholeThingsAndJobs", "yes")))
                .withMessage("jobsweep:wholeThingsAndJobs must be true or false, got 'yes'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"781", "-1", "60.5", "", "60 ", "a minute", "٦", "99999999999999999999"})
    void aGracePeriodOutsideOfTheRulesIsRefusedWithItsContextKey(String seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> serviceTimeout(Map.of("jobsweep:longestGracePeriodSeconds", seconds)))
                .withMessage(
                        "jobsweep:longestGracePeriodSeconds must be a whole number from 0 to 780, got '%s'", seconds);
    }

    @Test
    void aGracePeriodThatIsNoNumberAtAllIsRefusedToo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> serviceTimeout(Map.of("jobsweep:longestGracePeriodSeconds", List.of(60))))
                .withMessageEndingWith(", got '[60]'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> serviceTimeout(Map.of("jobsweep:longestGracePeriodSeconds", 60.5)))
                .withMessageEndingWith(", got '60.5'");
    }

    private static Object serviceTimeout(Map<String, Object> settings) {
        return SynthesizedStack.at(
                synthesized(withPatterns(settings)).template().findOutputs("ServiceTimeout"),
                "ServiceTimeout",
                "Value");
    }

    private static Map<String, Object> withPatterns(Map<String, Object> settings) {
        Map<String, Object> context = new HashMap<>(settings);
        context.put(ProviderContext.JOB_PATTERNS, "*");
        context.put(ProviderContext.THING_PATTERNS, "*");
        return context;
    }

    private static SynthesizedStack synthesized(Object jobPatterns, Object thingPatterns) {
        return synthesized(
                Map.of(ProviderContext.JOB_PATTERNS, jobPatterns, ProviderContext.THING_PATTERNS, thingPatterns));
    }

    private static SynthesizedStack synthesized(Map<String, Object> context) {
        App app = new App(AppProps.builder().context(context).build());
        return SynthesizedStack.of(new JobExecutionCleanupProviderStack(app, "JobsweepProvider"));
    }
}
