package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.ResourceProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobExecutionPropertiesTest {

    private final Map<String, Object> properties = new HashMap<>(Map.of("JobId", "firmware", "ThingName", "sensor"));

    @ParameterizedTest
    @CsvSource({
        "ExecutionNumber, 7, firmware/sensor/7",
        "ExecutionNumber, 0, firmware/sensor/0",
        "ExecutionNumber, 9223372036854775807, firmware/sensor/9223372036854775807",
        "JobId, A-z_09, A-z_09/sensor",
        "ThingName, site:A-z_09, firmware/site:A-z_09",
        "Force, true, firmware/sensor",
        "Force, false, firmware/sensor",
        "GracePeriodSeconds, 0, firmware/sensor",
        "GracePeriodSeconds, 780, firmware/sensor",
        "GracePeriodSeconds, 000060, firmware/sensor",
        "NamespaceId, aws-gg-deployment, firmware/sensor",
    })
    void whatIsAllowedIsRead(String name, String value, String identity) {
        properties.put(name, value);

        assertThat(check()).hasToString(identity);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JobId           | ''                  | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, but not create-failed",
                "JobId           | fw:1                | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, but not create-failed",
                "JobId           | fw/1                | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, but not create-failed",
                "JobId           | create-failed       | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, but not create-failed",
                "ThingName       | ''                  | 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -",
                "ThingName       | my sensor           | 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -",
                "ExecutionNumber | ''                  | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | 7.0                 | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | -1                  | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | +7                  | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | first               | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | ٧                   | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | 9223372036854775808 | a whole number from 0 to 9223372036854775807",
                "Force           | yes                 | true or false",
                "Force           | True                | true or false",
                "Force           | ''                  | true or false",
                "GracePeriodSeconds | 781              | a whole number from 0 to 780",
                "GracePeriodSeconds | -1               | a whole number from 0 to 780",
                "GracePeriodSeconds | 1.5              | a whole number from 0 to 780",
                "GracePeriodSeconds | ''               | a whole number from 0 to 780",
                "GracePeriodSeconds | 99999999999999999999 | a whole number from 0 to 780",
                "NamespaceId     | ''                  | one or more characters of a-z, A-Z, 0-9, _ and -",
                "NamespaceId     | a.b                 | one or more characters of a-z, A-Z, 0-9, _ and -",
            })
    void whatIsNotAllowedIsRefusedWithPropertyValueAndRule(String name, String value, String allowed) {
        properties.put(name, value);

        assertThatThrownBy(this::check)
                .isInstanceOf(RequestException.class)
                .hasMessage("%s must be %s, got '%s'", name, allowed, value);
    }

    @ParameterizedTest
    @CsvSource({"JobId, 65", "ThingName, 129"})
    void aLongValueIsShownByItsBeginning(String name, int length) {
        properties.put(name, "x".repeat(length));

        assertThatThrownBy(this::check).hasMessageEndingWith(", got '" + "x".repeat(64) + "…'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JobId", "ThingName"})
    void whatIsRequiredMustBeThere(String name) {
        properties.remove(name);

        assertThatThrownBy(this::check).hasMessageStartingWith(name + " is required: 1 to ");
    }

    @Test
    void aListOrAnObjectIsNoValue() {
        properties.put("ExecutionNumber", List.of("7"));
        assertThatThrownBy(this::check).hasMessageEndingWith(", got a list");

        properties.put("ExecutionNumber", Map.of("secret", "value"));
        assertThatThrownBy(this::check).hasMessageEndingWith(", got an object");
    }

    @Test
    void aPropertyThatDoesNotExistIsRefusedByName() {
        properties.put("ExecutionNo", "7");

        assertThatThrownBy(this::check)
                .hasMessage("Unknown property 'ExecutionNo';"
                        + " allowed are ExecutionNumber, Force, GracePeriodSeconds, JobId, NamespaceId, ThingName");
    }

    @Test
    void ofManyUnknownPropertiesTheFirstAreNamed() {
        for (String name : List.of("A", "B", "C", "D", "E")) {
            properties.put(name, "");
        }

        assertThatThrownBy(this::check).hasMessageStartingWith("Unknown property 'A', 'B', 'C' and 2 more;");
    }

    private Identity check() {
        return JobExecutionProperties.check(new ResourceProperties(properties));
    }
}
