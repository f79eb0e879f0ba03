package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jobsweep.Events;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.invocation.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventConfigurationsHandlerTest {

    private static final String ID = "event-configurations";

    private final FakeLambda lambda = new FakeLambda(Duration.ofMinutes(2));
    private final LoopbackServer bucket = new LoopbackServer(Reply.status(200));
    private final LoopbackServer iot = new LoopbackServer(Reply.json(200, "{}"));

    @AfterEach
    void stopServers() {
        bucket.close();
        iot.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            JOB_EXECUTION       | {'JOB_EXECUTION':{'Enabled':true}}
            THING,JOB_EXECUTION | {'JOB_EXECUTION':{'Enabled':true},'THING':{'Enabled':true}}
            """)
    void createAndUpdateTurnTheEventsOn(String types, String configurations) {
        handle(Events.create(bucket, "'EventTypes':'" + types + "'"));
        handle(Events.update(bucket, ID, "'Deployment':'2026-03-01T12:00:00Z','EventTypes':'" + types + "'"));

        assertThat(iot.requests())
                .extracting(request -> request.method() + " " + request.target())
                .containsExactly(
                        "GET /event-configurations",
                        "PATCH /event-configurations",
                        "GET /event-configurations",
                        "PATCH /event-configurations");
        assertThat(sentTo(iot))
                .hasSize(2)
                .containsOnly(Json.readObject(Events.input(configurations)).orElseThrow());
        assertThat(bucket.requests())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.body())
                        .contains("\"Status\":\"SUCCESS\"", "\"PhysicalResourceId\":\"" + ID + "\""));
    }

    @Test
    void typesThatNobodyAskedForAreSentAsTheyAre() {
        var configured = Reply.json(200, """
                {"eventConfigurations": {
                  "CERTIFICATE": {"Enabled": true}, "JOB": {"Enabled": false}, "NEW": {"Enabled": true}}}
                """);
        try (var others = new LoopbackServer(configured)) {
            handle(others, Events.create(bucket, "'EventTypes':'THING'"));

            assertThat(sentTo(others))
                    .containsExactly(Map.of(
                            "CERTIFICATE", Map.of("Enabled", "true"),
                            "JOB", Map.of("Enabled", "false"),
                            "NEW", Map.of("Enabled", "true"),
                            "THING", Map.of("Enabled", "true")));
        }
    }

    @Test
    void anAnswerThatIsNotAwsIotsIsNoSuccess() {
        try (var proxy = new LoopbackServer(new Reply.Status(200, Map.of(), "{}"))) {
            handle(proxy, Events.create(bucket, "'EventTypes':'JOB_EXECUTION'"));

            assertThat(proxy.requests()).hasSizeGreaterThan(5);
        }
        assertThat(bucket.requests())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body())
                        .contains(
                                "\"Status\":\"FAILED\"",
                                "iot:DescribeEventConfigurations on * failed: The answer has no AWS request id"));
    }

    @Test
    void deleteLeavesThemOn() {
        handle(Events.delete(bucket, ID, "'EventTypes':'JOB_EXECUTION'"));

        assertThat(iot.requests()).isEmpty();
        assertThat(bucket.requests())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body()).contains("\"Status\":\"SUCCESS\"", ID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JOB", "", "THING,", "THING, JOB_EXECUTION", "thing"})
    void anotherTypeOfEventsIsRefused(String types) {
        handle(Events.create(bucket, "'EventTypes':'" + types + "'"));

        assertThat(iot.requests()).isEmpty();
        assertThat(bucket.requests())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body())
                        .contains(
                                "\"Status\":\"FAILED\"",
                                "EventTypes must be JOB_EXECUTION or THING, or both with a comma between them, got '"
                                        + types + "'"));
    }

    private void handle(InputStream event) {
        handle(iot, event);
    }

    private void handle(LoopbackServer iot, InputStream event) {
        new EventConfigurationsHandler(Events.environment(bucket), () -> TestClients.iot(iot), lambda.platform())
                .handle(event, OutputStream.nullOutputStream(), lambda.invocation());
    }

    /// The configurations of each update.
    private static List<Map<String, Object>> sentTo(LoopbackServer iot) {
        return iot.requests().stream()
                .filter(request -> request.method().equals("PATCH"))
                .map(request -> Json.readObject(Events.verbatim(request.body())).orElseThrow())
                .map(request -> Json.member(request, "eventConfigurations").orElseThrow())
                .toList();
    }
}
