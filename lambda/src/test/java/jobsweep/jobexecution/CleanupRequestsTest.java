package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jobsweep.invocation.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupRequestsTest {

    private static final Instant SENT_BY = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "ThingName":"sensor","ExecutionNumber":7    | OneExecution[execution=firmware/sensor/7]
            "ThingName":"sensor","ExecutionNumber":"7"  | OneExecution[execution=firmware/sensor/7]
            "ThingName":"sensor"                        | JobOnThing[jobId=firmware, thingName=sensor]
            "ThingName":"*"                             | EveryThing[jobId=firmware]
            """)
    void theTargetIsWhatJobThingAndNumberName(String members, String target) {
        assertThat(parse("\"JobId\":\"firmware\"," + members).target()).hasToString(target);
    }

    @Test
    void everyJobOnAThingIsAStarToo() {
        assertThat(parse("\"JobId\":\"*\",\"ThingName\":\"sensor\"").target())
                .isEqualTo(new CleanupTarget.EveryJob(new ThingName("sensor")));
    }

    @Test
    void aJobMayHaveTheNameThatMarksFailedCreatesOfResources() {
        assertThat(parse("\"JobId\":\"create-failed\",\"ThingName\":\"sensor\"").target())
                .hasToString("JobOnThing[jobId=create-failed, thingName=sensor]");
    }

    @Test
    void withoutFurtherPropertiesNothingIsForcedAndEveryStatusIsMeant() {
        CleanupRequest request = parse("\"JobId\":\"firmware\",\"ThingName\":\"sensor\"");

        assertThat(request.options()).isEqualTo(new DeletionOptions(false, Duration.ZERO, Optional.empty()));
        assertThat(request.onlyFinished()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\""})
    void forceAndOnlyFinishedAreTrueAsTextOrAsBoolean(String value) {
        CleanupRequest request = parse(
                "\"JobId\":\"firmware\",\"ThingName\":\"sensor\",\"Force\":%s,\"OnlyFinished\":%s,\"NamespaceId\":\"gg\""
                        .formatted(value, value));

        assertThat(request.options())
                .isEqualTo(new DeletionOptions(true, Duration.ZERO, Optional.of(new NamespaceId("gg"))));
        assertThat(request.onlyFinished()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            firmware                                             | A cleanup request must be a JSON object such as
            ["JobId"]                                            | A cleanup request must be a JSON object such as
            {"JobId":"a"                                         | A cleanup request must be a JSON object such as
            {"ThingName":"a"}                                    | JobId is required: 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *
            {"JobId":"a"}                                        | ThingName is required: 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *
            {"JobId":"a b","ThingName":"c"}                      | JobId must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *, got 'a b'
            {"JobId":"a*","ThingName":"c"}                       | JobId must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *, got 'a*'
            {"JobId":"*","ThingName":"*"}                        | JobId and ThingName must not both be *
            {"JobId":"*","ThingName":"c","ExecutionNumber":1}    | ExecutionNumber must not be given where JobId or ThingName is *
            {"JobId":"a","ThingName":"c","ExecutionNumber":1.5}  | ExecutionNumber must be a whole number from 0 to 9223372036854775807, got '1.5'
            {"JobId":"a","ThingName":"c","Force":"yes"}          | Force must be true or false, got 'yes'
            {"JobId":"a","ThingName":"c","OnlyFinished":1}       | OnlyFinished must be true or false, got '1'
            {"JobId":"a","ThingName":"c","NamespaceId":""}       | NamespaceId must be one or more characters
            {"JobId":"a","ThingName":["c"]}                      | ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *, got a list
            {"JobId":"a","ThingName":"c","GracePeriodSeconds":1} | Unknown property 'GracePeriodSeconds'; allowed are ExecutionNumber, Force, JobId, NamespaceId, OnlyFinished, ThingName
            {"JobId":"a","ThingName":"c","ServiceToken":"x"}     | Unknown property 'ServiceToken'
            {"JobId":"a","ThingName":{"b":1}}                    | ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *, got an object
            """)
    void whatIsNotAllowedIsRefusedByPropertyValueAndRule(String document, String message) {
        assertThatThrownBy(() -> CleanupRequests.parse(document, SENT_BY))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"JobId":"a","ThingName":"c","ExecutionNumber":null}     | 'ExecutionNumber' is null: leave it out.
            {"JobId":"a","ThingName":"c","Other":null}               | 'Other' is null: leave it out.
            {"JobId":"a","ThingName":"c"}, "ExecutionNumber": 1}     | it is no JSON.
            {"JobId":"a","ThingName":"c"} {"ExecutionNumber":1}      | more follows after the object.
            {"JobId":"a","ThingName":"c"} x                          | it is no JSON.
            {"JobId":"a","ThingName":"c","ThingName":"d"}            | 'ThingName' is there twice.
            """)
    void whatAReaderWouldPassOverMakesARequestBroken(String document, String why) {
        assertThatThrownBy(() -> CleanupRequests.parse(document, SENT_BY))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith("A cleanup request must be a JSON object")
                .hasMessageEndingWith(why);
    }

    private static CleanupRequest parse(String members) {
        return CleanupRequests.parse("{" + members + "}", SENT_BY);
    }
}
