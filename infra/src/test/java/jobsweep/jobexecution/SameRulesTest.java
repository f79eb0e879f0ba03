package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.ResourceProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/// Holds the library's rules against the function's: whatever one of them refuses, the other refuses in the same words.
/// Lies in the function's package, whose rules nobody else can see.
class SameRulesTest {

    @ParameterizedTest
    @CsvSource({
        "JobId, firmware-42",
        "JobId, ''",
        "JobId, fw:1",
        "JobId, fw 1",
        "JobId, create-failed",
        "JobId, create-failed-2",
        "JobId, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "JobId, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "ThingName, site:sensor_7",
        "ThingName, ''",
        "ThingName, site/sensor",
        "ThingName, grün",
        "ExecutionNumber, 0",
        "ExecutionNumber, 007",
        "ExecutionNumber, 9223372036854775807",
        "ExecutionNumber, 9223372036854775808",
        "ExecutionNumber, 99999999999999999999999999",
        "ExecutionNumber, ''",
        "ExecutionNumber, -1",
        "ExecutionNumber, +1",
        "ExecutionNumber, 7.0",
        "ExecutionNumber, first",
        "ExecutionNumber, ٧",
        "Force, true",
        "Force, false",
        "Force, True",
        "Force, yes",
        "Force, ''",
        "NamespaceId, aws-gg-deployment",
        "NamespaceId, ''",
        "NamespaceId, a.b",
        "GracePeriodSeconds, 0",
        "GracePeriodSeconds, 780",
        "GracePeriodSeconds, 781",
        "GracePeriodSeconds, 60.5",
        "GracePeriodSeconds, 99999999999",
    })
    void aLiteralIsRefusedAtSynthInTheFunctionsWords(String property, String value) {
        assertThat(refusalAtSynth(property, value)).isEqualTo(refusalOfTheFunction(property, value));
    }

    private static Optional<String> refusalAtSynth(String property, String value) {
        var cleanup = JobExecutionCleanup.Builder.create(new Stack(), "Cleanup");
        try {
            switch (property) {
                case "JobId" -> cleanup.jobId(value);
                case "ThingName" -> cleanup.thingName(value);
                case "ExecutionNumber" -> cleanup.executionNumber(value);
                case "Force" -> cleanup.force(value);
                case "NamespaceId" -> cleanup.namespaceId(value);
                case "GracePeriodSeconds" -> cleanup.gracePeriod(Duration.seconds(new BigDecimal(value)));
                default -> throw new AssertionError(property);
            }
            return Optional.empty();
        } catch (IllegalArgumentException refusal) {
            return Optional.of(String.valueOf(refusal.getMessage()));
        }
    }

    private static Optional<String> refusalOfTheFunction(String property, String value) {
        Map<String, String> properties = new HashMap<>(Map.of("JobId", "firmware-42", "ThingName", "greenhouse-7"));
        properties.put(property, value);
        try {
            JobExecutionProperties.check(new ResourceProperties(properties));
            return Optional.empty();
        } catch (RequestException refusal) {
            return Optional.of(refusal.getMessage());
        }
    }
}
