package jobsweep.simulator.iotsql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IotSqlTest {
    private static final String TOPIC = "$aws/events/jobExecution/firmware-42/succeeded";
    private static final String PAYLOAD = "{\"thingArn\": \"arn:aws:iot:us-east-1:123456789012:thing/site:pump-7\"}";

    @Test
    void anEventBecomesACleanupRequest() throws JsonProcessingException {
        assertThat(evaluated(
                        "SELECT topic(4) AS JobId, regexp_substr(thingArn, '[^/]+$') AS ThingName, 'true' AS OnlyFinished"
                                + " FROM '$aws/events/jobExecution/+/+' WHERE (topic(5) = 'succeeded' OR topic(5) ="
                                + " 'failed') AND regexp_matches(topic(4), '^(firmware-.*)$')"))
                .isEqualTo("{\"JobId\":\"firmware-42\",\"ThingName\":\"site:pump-7\",\"OnlyFinished\":\"true\"}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "topic(5) = 'succeeded'                             | true",
                "topic(5) = 'failed'                                | false",
                "topic(5) <> 'failed'                               | true",
                "NOT topic(5) = 'failed' AND topic(2) = 'events'    | true",
                "topic(5) = 'failed' OR topic(2) = 'events'         | true",
                "topic(9) = 'failed'                                | false",
                "NOT topic(9) = 'failed'                            | false",
                "missing <> 'a'                                     | false",
                "missing = 'a' OR topic(5) = 'succeeded'            | false",
                "regexp_matches(topic(4), 'ware')                   | true",
                "regexp_matches(topic(4), '^ware')                  | false",
                "topic(4) = 42                                      | false",
                "topic(0) = '$aws'                                  | false",
                "topic(5) = 'succeeded' AND topic(2) = 'things'     | false",
                "topic(5) = 'failed' AND topic(2) = 'events'        | false",
                "topic(5) = 'failed' OR topic(2) = 'things'         | false",
            })
    void aConditionSelects(String condition, boolean selected) throws JsonProcessingException {
        assertThat(evaluated("SELECT * FROM '$aws/#' WHERE " + condition).isEmpty())
                .isNotEqualTo(selected);
    }

    @ParameterizedTest
    @CsvSource({
        "$aws/events/jobExecution/+/+, true",
        "$aws/#, true",
        "#, false",
        "+/events/jobExecution/+/+, false",
        "$aws/events/jobExecution/+, false",
        "$aws/events/jobExecution/+/+/+, false",
        "$aws/events/jobExecution/+/+/#, true",
        "$aws/events/jobExecution/+/+/+/#, false",
        "$aws/events/jobExecution/firmware-42/#, true",
        "$aws/events/jobExecution/firmware-43/#, false",
        "$aws/events/thing/+/+, false",
    })
    void aTopicFilterSelects(String filter, boolean selected) throws JsonProcessingException {
        assertThat(evaluated("SELECT * FROM '" + filter + "'").isEmpty()).isNotEqualTo(selected);
    }

    @Test
    void everythingIsThePayload() throws JsonProcessingException {
        assertThat(evaluated("SELECT *, topic(5) AS status FROM '$aws/#'"))
                .isEqualTo(
                        "{\"thingArn\":\"arn:aws:iot:us-east-1:123456789012:thing/site:pump-7\",\"status\":\"succeeded\"}");
    }

    @Test
    void whatIsUndefinedIsLeftOut() throws JsonProcessingException {
        assertThat(evaluated("SELECT topic(9) AS a, missing.deep AS b, regexp_substr(thingArn, '/[0-9]+$') AS c, 1 AS d"
                        + " FROM '$aws/#'"))
                .isEqualTo("{\"d\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT VALUE a FROM 't'",
                "SELECT topic(1) FROM 't'",
                "SELECT topic() AS a FROM 't'",
                "SELECT lower(a) AS a FROM 't'",
                "SELECT a > 1 AS a FROM 't'",
                "SELECT a FROM 't' WHERE a > 1",
                "SELECT a FROM 't' WHERE regexp_matches(a, b)",
                "SELECT a FROM 't' WHERE regexp_matches(a, '[')",
                "SELECT a FROM 't' WHERE a = 'it''s'",
                "SELECT a FROM 't' WHERE a = '\\\\d'",
                "SELECT a FROM 'a/#/b'",
                "SELECT a FROM 'a/b#'",
                "SELECT a FROM 'a+/b'",
                "SELECT a IN 't'",
                "SELECT regexp_substr(a 'b') AS b FROM 't'",
                "SELECT a AS 1 FROM 't'",
                "SELECT a FROM 't' LIMIT 1",
                "SELECT a",
            })
    void whatIsNotPlayedIsRefusedWhenItIsRead(String sql) {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> IotSql.parse(sql))
                .withMessageContaining("does not play");
    }

    private static String evaluated(String sql) throws JsonProcessingException {
        return IotSql.parse(sql)
                .evaluate(TOPIC, new ObjectMapper().readTree(PAYLOAD))
                .map(Object::toString)
                .orElse("");
    }
}
