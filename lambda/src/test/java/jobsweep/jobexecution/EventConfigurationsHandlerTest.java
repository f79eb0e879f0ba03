package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import jobsweep.Events;
import jobsweep.FakeContext;
import jobsweep.FakeSurroundings;
import jobsweep.FakeTime;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventConfigurationsHandlerTest {

    private static final String ID = "event-configurations/JOB_EXECUTION";

    private final FakeTime time = new FakeTime(Duration.ofMinutes(2));
    private final LoopbackServer bucket = new LoopbackServer(Reply.status(200));
    private final LoopbackServer iot = new LoopbackServer(Reply.json(200, "{}"));

    @AfterEach
    void stopServers() {
        bucket.close();
        iot.close();
    }

    @Test
    void createAndUpdateTurnTheEventsOnAndTouchNoOthers() {
        handle(Events.create(bucket, "'EventType':'JOB_EXECUTION'"));
        handle(Events.update(bucket, ID, "'EventType':'JOB_EXECUTION'"));

        assertThat(iot.requests()).hasSize(2).allSatisfy(request -> {
            assertThat(request.method() + " " + request.target()).isEqualTo("PATCH /event-configurations");
            assertThat(request.body()).isEqualTo("{\"eventConfigurations\":{\"JOB_EXECUTION\":{\"Enabled\":true}}}");
        });
        assertThat(bucket.requests())
                .hasSize(2)
                .allSatisfy(answer -> assertThat(answer.body())
                        .contains("\"Status\":\"SUCCESS\"", "\"PhysicalResourceId\":\"" + ID + "\""));
    }

    @Test
    void anAnswerThatIsNotAwsIotsIsNoSuccess() {
        try (var proxy = new LoopbackServer(new Reply.Status(200, Map.of(), "{}"))) {
            new EventConfigurationsHandler(
                            Events.environment(bucket), () -> TestClients.iot(proxy), new FakeSurroundings(time))
                    .handleRequest(
                            Events.create(bucket, "'EventType':'JOB_EXECUTION'"),
                            OutputStream.nullOutputStream(),
                            new FakeContext(time));

            assertThat(proxy.requests()).hasSizeGreaterThan(5);
        }
        assertThat(bucket.requests())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body())
                        .contains(
                                "\"Status\":\"FAILED\"",
                                "iot:UpdateEventConfigurations on * failed: The answer has no AWS request id"));
    }

    @Test
    void deleteLeavesThemOn() {
        handle(Events.delete(bucket, ID, "'EventType':'JOB_EXECUTION'"));

        assertThat(iot.requests()).isEmpty();
        assertThat(bucket.requests())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body()).contains("\"Status\":\"SUCCESS\"", ID));
    }

    @Test
    void anotherTypeOfEventsIsRefused() {
        handle(Events.create(bucket, "'EventType':'JOB'"));

        assertThat(iot.requests()).isEmpty();
        assertThat(bucket.requests())
                .singleElement()
                .satisfies(answer -> assertThat(answer.body())
                        .contains("\"Status\":\"FAILED\"", "EventType must be JOB_EXECUTION, got 'JOB'"));
    }

    private void handle(InputStream event) {
        new EventConfigurationsHandler(
                        Events.environment(bucket), () -> TestClients.iot(iot), new FakeSurroundings(time))
                .handleRequest(event, OutputStream.nullOutputStream(), new FakeContext(time));
    }
}
