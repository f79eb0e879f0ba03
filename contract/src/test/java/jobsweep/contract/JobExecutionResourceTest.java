package jobsweep.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobExecutionResourceTest {

    private final Map<String, Object> properties = new HashMap<>(Map.of("JobId", "firmware", "ThingName", "sensor"));

    @ParameterizedTest
    @CsvSource({
        "ExecutionNumber, 7, 7",
        "ExecutionNumber, 007, 7",
        "ExecutionNumber, 0, 0",
        "ExecutionNumber, 9223372036854775807, 9223372036854775807",
        "JobId, A-z_09, Optional[A-z_09]",
        "JobId, create-failed, Optional[create-failed]",
        "JobId, *, Optional.empty",
        "ThingName, site:A-z_09, Optional[site:A-z_09]",
        "ThingName, *, Optional.empty",
        "Defer, true, true",
        "Force, true, true",
        "Force, false, false",
        "GracePeriodSeconds, 0, PT0S",
        "GracePeriodSeconds, 780, PT13M",
        "GracePeriodSeconds, 000060, PT1M",
        "NamespaceId, aws-gg-deployment, aws-gg-deployment",
    })
    void whatIsAllowedIsRead(String name, String value, String read) {
        properties.put(name, value);

        assertThat(read(name)).hasToString(read);
    }

    @ParameterizedTest
    @CsvSource({"JobId, 64", "ThingName, 128"})
    void theLongestNamesAreRead(String name, int length) {
        properties.put(name, "x".repeat(length));

        assertThat(read(name)).hasToString("Optional[" + "x".repeat(length) + "]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JobId           | ''                  | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *",
                "JobId           | fw:1                | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *",
                "JobId           | fw/1                | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *",
                "JobId           | fw*                 | 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *",
                "ThingName       | ''                  | 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *",
                "ThingName       | my sensor           | 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *",
                "ExecutionNumber | ''                  | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | 7.0                 | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | -1                  | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | +7                  | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | first               | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | ٧                   | a whole number from 0 to 9223372036854775807",
                "ExecutionNumber | 9223372036854775808 | a whole number from 0 to 9223372036854775807",
                "Defer           | yes                 | true or false",
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

        assertThatThrownBy(() -> read(name))
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessage("%s must be %s, got '%s'", name, allowed, value);
    }

    @ParameterizedTest
    @CsvSource({"JobId, 65", "ThingName, 129"})
    void aLongValueIsShownByItsBeginning(String name, int length) {
        properties.put(name, "x".repeat(length));

        assertThatThrownBy(() -> read(name)).hasMessageEndingWith(", got '" + "x".repeat(64) + "…'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JobId", "ThingName"})
    void whatIsRequiredMustBeThere(String name) {
        properties.remove(name);

        assertThatThrownBy(() -> new ResourceProperties(properties).required(property(name)))
                .hasMessageStartingWith(name + " is required: 1 to ");
    }

    @Test
    void aListOrAnObjectIsNoValue() {
        properties.put("ExecutionNumber", List.of("7"));
        assertThatThrownBy(() -> read("ExecutionNumber")).hasMessageEndingWith(", got a list");

        properties.put("ExecutionNumber", Map.of("secret", "value"));
        assertThatThrownBy(() -> read("ExecutionNumber")).hasMessageEndingWith(", got an object");
    }

    @Test
    void aPropertyThatDoesNotExistIsRefusedByName() {
        properties.put("ExecutionNo", "7");

        assertThatThrownBy(this::refuseUnknown)
                .hasMessage(
                        "Unknown property 'ExecutionNo';"
                                + " allowed are Defer, ExecutionNumber, Force, GracePeriodSeconds, JobId, NamespaceId, ThingName");
    }

    @Test
    void ofManyUnknownPropertiesTheFirstAreNamed() {
        for (String name : List.of("A", "B", "C", "D", "E")) {
            properties.put(name, "");
        }

        assertThatThrownBy(this::refuseUnknown).hasMessageStartingWith("Unknown property 'A', 'B', 'C' and 2 more;");
    }

    @Test
    void whatCanNotBeReadIsLeftOutWhereNothingMayFail() {
        properties.put("Force", "yes");

        assertThat(new ResourceProperties(properties).readable(JobExecutionResource.FORCE))
                .isEmpty();
    }

    private Object read(String name) {
        return new ResourceProperties(properties).optional(property(name)).orElseThrow();
    }

    private void refuseUnknown() {
        new ResourceProperties(properties).refuseAllBut(JobExecutionResource.PROPERTIES);
    }

    private static Property<?> property(String name) {
        return JobExecutionResource.PROPERTIES.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
