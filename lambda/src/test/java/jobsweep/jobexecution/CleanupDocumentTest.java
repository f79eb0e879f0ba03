package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.contract.NamespaceId;
import jobsweep.invocation.Json;
import jobsweep.invocation.RequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupDocumentTest {

    private static final Instant SENT_BY = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "ThingName":"sensor","ExecutionNumber":7    | firmware/sensor/7
            "ThingName":"sensor","ExecutionNumber":"7"  | firmware/sensor/7
            "ThingName":"sensor"                        | firmware/sensor
            "ThingName":"*"                             | firmware/*
            """)
    void theTargetIsWhatJobThingAndNumberName(String members, String target) {
        assertThat(parse("\"JobId\":\"firmware\"," + members).target()).hasToString(target);
    }

    @Test
    void everyJobOnAThingIsAStarToo() {
        assertThat(parse("\"JobId\":\"*\",\"ThingName\":\"sensor\"").target()).hasToString("*/sensor");
    }

    @Test
    void withoutFurtherPropertiesNothingIsForcedAndEveryStatusIsMeant() {
        DeletionRequest request = parse("\"JobId\":\"firmware\",\"ThingName\":\"sensor\"");

        assertThat(request.force()).isFalse();
        assertThat(request.namespaceId()).isEmpty();
        assertThat(request.onlyFinished()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "\"true\""})
    void forceAndOnlyFinishedAreTrueAsTextOrAsBoolean(String value) {
        DeletionRequest request = parse(
                "\"JobId\":\"firmware\",\"ThingName\":\"sensor\",\"Force\":%s,\"OnlyFinished\":%s,\"NamespaceId\":\"gg\""
                        .formatted(value, value));

        assertThat(request.force()).isTrue();
        assertThat(request.namespaceId()).contains(new NamespaceId("gg"));
        assertThat(request.onlyFinished()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            firmware                                             | A cleanup request must be a JSON object such as {"JobId": "firmware-42", "ThingName": "greenhouse-7"}, got one that can't be read at line 1, column
            ''                                                   | A cleanup request must be a JSON object such as {"JobId": "firmware-42", "ThingName": "greenhouse-7"}, got something else.
            null                                                 | A cleanup request must be a JSON object such as {"JobId": "firmware-42", "ThingName": "greenhouse-7"}, got something else.
            ["JobId"]                                            | A cleanup request must be a JSON object such as
            {"JobId":"a"                                         | A cleanup request must be a JSON object such as
            {"ThingName":"a"}                                    | JobId is required: 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *
            {"JobId":"a"}                                        | ThingName is required: 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *
            {"JobId":"a b","ThingName":"c"}                      | JobId must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *, got 'a b'
            {"JobId":"a*","ThingName":"c"}                       | JobId must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, or *, got 'a*'
            {"JobId":"*","ThingName":"*"}                        | JobId and ThingName must not both be *
            {"JobId":"*","ThingName":"c","ExecutionNumber":1}    | ExecutionNumber must not be given where JobId or ThingName is *
            {"JobId":"a","ThingName":"c","ExecutionNumber":1.5}  | ExecutionNumber must be a whole number from 0 to 9223372036854775807, got '1.5'
            {"JobId":"a","ThingName":"c","LookAgain":true}       | LookAgain must not be true unless JobId or ThingName is *
            {"JobId":"a","ThingName":"*","LookAgain":"no"}       | LookAgain must be true or false, got 'no'
            {"JobId":"a","ThingName":"c","Force":"yes"}          | Force must be true or false, got 'yes'
            {"JobId":"a","ThingName":"c","OnlyFinished":1}       | OnlyFinished must be true or false, got '1'
            {"JobId":"a","ThingName":"c","Status":"done"}        | Status must be one of QUEUED, IN_PROGRESS, SUCCEEDED, FAILED, TIMED_OUT, REJECTED, REMOVED, CANCELED, got 'done'
            {"JobId":"a","ThingName":"c","NamespaceId":""}       | NamespaceId must be one or more characters
            {"JobId":"a","ThingName":["c"]}                      | ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *, got a list
            {"JobId":"a","ThingName":"c","ExecutionNumber":{}}   | ExecutionNumber must be a whole number from 0 to 9223372036854775807, got an object
            {"JobId":"a","ThingName":"c","ExecutionNumber":[1]}  | ExecutionNumber must be a whole number from 0 to 9223372036854775807, got a list
            {"JobId":"a","ThingName":"c","QueuedBefore":"soon"}  | QueuedBefore must be a time such as 2026-03-01T12:00:00Z, got 'soon'
            {"JobId":"a","ThingName":"c","QueuedBefore":17}      | QueuedBefore must be a time such as 2026-03-01T12:00:00Z, got '17'
            {"JobId":"a","ThingName":"c","GracePeriodSeconds":1} | Unknown property 'GracePeriodSeconds'; allowed are Deferred, ExecutionNumber, Force, JobId, LookAgain, NamespaceId, NotBefore, OnlyFinished, QueuedAt, QueuedBefore, Status, ThingName
            {"JobId":"a","ThingName":"c","ServiceToken":"x"}     | Unknown property 'ServiceToken'
            {"JobId":"a","ThingName":{"b":1}}                    | ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, or *, got an object
            """)
    void whatIsNotAllowedIsRefusedByPropertyValueAndRule(String document, String message) {
        assertThatThrownBy(() -> CleanupQueueHandler.parse(document, SENT_BY))
                .isInstanceOfAny(RequestException.class, InvalidPropertyException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"JobId":"a","ThingName":"c","ExecutionNumber":null}                  | one whose 'ExecutionNumber' is null: give it a value, or leave it out.
            {"JobId":null,"ThingName":"c"}                                        | one whose 'JobId' is null: give it a value, or leave it out.
            {"JobId":"a","ThingName":"c","Else":null}                             | one whose 'Else' is null: give it a value, or leave it out.
            {"JobId":"a","ThingName":"c"}, "ExecutionNumber": 1}                  | one with something after it.
            {"JobId":"a","ThingName":"c"}{"JobId":"a"}                            | one with something after it.
            {"JobId":"a","ThingName":"c"} {}                                      | one with something after it.
            {"JobId":"a","ThingName":"c"} null                                    | one with something after it.
            {"JobId":"a","ThingName":"c"}}                                        | one with something after it.
            {"JobId":"a","ThingName":"c"} // "ExecutionNumber": 1                 | one with something after it.
            {"JobId":"a","ThingName":"c","JobId":"a"}                             | one with 'JobId' twice.
            {"JobId":"a","ThingName":"c","ThingName":["d"]}                       | one with 'ThingName' twice.
            {"ExecutionNumber":1,"JobId":"a","ThingName":"c","Execution\\u004eumber":2} | one with 'ExecutionNumber' twice.
            {"JobId":"a","ThingName":"c","ExecutionNumber":                       | one that can't be read at line 1, column
            {"JobId":"a","ThingName":"c","ExecutionNumber":1                      | one that can't be read at line 1, column
            {"JobId":"a","ThingName":"c","ExecutionNumber":[1                     | one that can't be read at line 1, column
            {"JobId":"a","ThingName":"c",}                                        | one that can't be read at line 1, column
            {"JobId":"a","ThingName":"c" "ExecutionNumber":1}                     | one that can't be read at line 1, column
            """)
    void whatALenientReaderWouldSkipIsRefused(String document, String got) {
        assertThatThrownBy(() -> CleanupQueueHandler.parse(document, SENT_BY))
                .isInstanceOf(RequestException.class)
                .hasMessageStartingWith(
                        "A cleanup request must be a JSON object such as {\"JobId\": \"firmware-42\", \"ThingName\": \"greenhouse-7\"}, got "
                                + got);
    }

    @Test
    void whatIsTooDeepOrTooLongForAParserIsRefusedToo() {
        String start = "\"JobId\":\"a\",\"ThingName\":\"c\",\"ExecutionNumber\":";

        assertThatThrownBy(() -> parse(start + "[".repeat(5000) + "]".repeat(5000)))
                .isInstanceOf(RequestException.class)
                .hasMessageContaining("one that can't be read");
        assertThatThrownBy(() -> parse(start + "1".repeat(5000)))
                .isInstanceOfAny(RequestException.class, InvalidPropertyException.class);
    }

    @Test
    void whitespaceMayComeBehindIt() {
        assertThat(CleanupQueueHandler.parse("\n{\"JobId\":\"firmware\",\"ThingName\":\"*\"}\r\n \t", SENT_BY)
                        .target())
                .hasToString("firmware/*");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-01T00:00:00Z, 2026-02-01T00:00:00Z",
        "2026-03-01T12:59:59+01:00, 2026-03-01T11:59:59Z",
        "2026-03-01T12:00:00.001Z, 2026-03-01T12:00:00Z",
        "+1000000000-12-31T23:59:59.999999999Z, 2026-03-01T12:00:00Z",
        "-1000000000-01-01T00:00:00Z, -1000000000-01-01T00:00:00Z"
    })
    void whateverItSaysItIsAboutNothingThatWasQueuedAfterItWasSent(String said, Instant queuedBefore) {
        assertThat(parse("\"JobId\":\"firmware\",\"ThingName\":\"*\",\"QueuedBefore\":\"" + said + "\"")
                        .queuedBefore())
                .isEqualTo(queuedBefore);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"JobId\":\"*\",\"ThingName\":\"c\"",
                "\"JobId\":\"a\",\"ThingName\":\"*\",\"OnlyFinished\":true",
                "\"JobId\":\"a\",\"ThingName\":\"c\",\"Force\":true,\"NamespaceId\":\"gg\"",
                "\"JobId\":\"a\",\"ThingName\":\"c\",\"ExecutionNumber\":7,\"QueuedBefore\":\"2026-02-01T00:00:00.000000001Z\""
            })
    void whatIsWrittenIsReadAsTheSameRequestHoweverLate(String members) {
        DeletionRequest request = parse(members);

        assertThat(CleanupQueueHandler.parse(Json.write(request.rest()), Instant.MAX))
                .usingRecursiveComparison()
                .ignoringFields("members")
                .isEqualTo(request);
    }

    @Test
    void aSecondLookIsTheSameRequestWithoutAThirdOne() {
        DeletionRequest request = parse("\"JobId\":\"*\",\"ThingName\":\"sensor\",\"LookAgain\":true");

        DeletionRequest second = CleanupQueueHandler.parse(Json.write(request.secondLook()), Instant.MAX);

        assertThat(second.lookAgain()).isFalse();
        assertThat(second.target()).isEqualTo(request.target());
        assertThat(second.queuedBefore()).isEqualTo(SENT_BY);
    }

    private static DeletionRequest parse(String members) {
        return CleanupQueueHandler.parse("{" + members + "}", SENT_BY);
    }
}
