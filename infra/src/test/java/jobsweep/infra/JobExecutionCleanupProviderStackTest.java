package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
                                Map.of("Fn::GetAtt", List.of(stack.logicalId(SynthesizedStack.FUNCTION), "Arn")),
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
    void missingPatternsAreRefusedWithTheirContextKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> synthesized(Map.of()))
                .withMessageStartingWith("jobsweep:jobPatterns must be one or more patterns")
                .withMessageEndingWith(", got none");
    }

    private static SynthesizedStack synthesized(Object jobPatterns, Object thingPatterns) {
        return synthesized(
                Map.of(ContextPatterns.JOB_PATTERNS, jobPatterns, ContextPatterns.THING_PATTERNS, thingPatterns));
    }

    private static SynthesizedStack synthesized(Map<String, Object> context) {
        App app = new App(AppProps.builder().context(context).build());
        return SynthesizedStack.of(new JobExecutionCleanupProviderStack(app, "JobsweepProvider"));
    }
}
