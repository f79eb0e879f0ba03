package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import jobsweep.Events;
import jobsweep.FakeLambda;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import jobsweep.LoopbackServer.Request;
import jobsweep.contract.Variables;
import jobsweep.platform.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iot.IotClient;

class JobExecutionHandlerTest {

    private static final String KNOWN = "{\"execution\":{\"status\":\"QUEUED\",\"queuedAt\":1.5}}";

    private final FakeLambda lambda = new FakeLambda(Duration.ofMinutes(2));
    private final LoopbackServer bucket = new LoopbackServer(Reply.status(200));
    private final LoopbackServer iot = new LoopbackServer(
            Reply.json(200, KNOWN), Reply.json(200, "{}"), Reply.json(200, KNOWN), Reply.json(200, "{}"));

    @AfterEach
    void stopServers() {
        bucket.close();
        iot.close();
    }

    @Test
    void deletingTheResourceDeletesTheExecution() {
        handle(handler(() -> TestClients.iot(iot)), Events.delete(bucket, "firmware/sensor/7@1500", ""));

        assertThat(iot.requests())
                .extracting(request -> request.method() + " " + request.target())
                .containsExactly(
                        "GET /things/sensor/jobs/firmware?executionNumber=7",
                        "DELETE /things/sensor/jobs/firmware/executionNumber/7?force=false");
        assertThat(answers()).singleElement().asString().contains("\"Status\":\"SUCCESS\"");
    }

    @Test
    void aWarmFunctionCarriesNothingFromOneEventToTheNext() {
        JobExecutionHandler handler = handler(() -> TestClients.iot(iot));

        handle(handler, Events.delete(bucket, "firmware/sensor/7@1500", "'Force':'true','NamespaceId':'gg'"));
        handle(handler, Events.delete(bucket, "firmware/sensor/8@1500", ""));

        assertThat(iot.requests().getLast().target())
                .isEqualTo("/things/sensor/jobs/firmware/executionNumber/8?force=false");
        assertThat(answers()).hasSize(2).last().asString().contains("firmware/sensor/8@1500");
    }

    @Test
    void aClientThatCannotBeMadeIsAnsweredOnTheFirstEvent() {
        JobExecutionHandler handler = handler(() -> {
            throw SdkClientException.create("Unable to load region");
        });

        handle(handler, Events.create(bucket, "'JobId':'firmware','ThingName':'sensor'"));

        assertThat(answers())
                .singleElement()
                .asString()
                .contains("\"Status\":\"FAILED\"", "The client for AWS IoT can't be made", "Unable to load region");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create-failed:c0ffee-1", "fleet_Rollout_1A2B3C", "firmware/sensor/007"})
    void theDeleteOfWhatWasNeverMadeNeedsNoClient(String id) {
        JobExecutionHandler handler = handler(() -> {
            throw new NoClassDefFoundError();
        });

        handle(handler, Events.delete(bucket, id, ""));
        handle(handler, Events.delete(bucket, "firmware/sensor/7", ""));

        assertThat(answers().getFirst()).contains("\"Status\":\"SUCCESS\"", id);
        assertThat(answers().getLast())
                .contains("\"Status\":\"FAILED\"", "can't be made: java.lang.NoClassDefFoundError (RequestId");
    }

    @Test
    void invalidPropertiesAreAnsweredBeforeAnyCall() {
        handle(
                handler(() -> TestClients.iot(iot)),
                Events.create(bucket, "'JobId':'firmware','ThingName':'sensor','ExecutionNumber':'first'"));

        assertThat(iot.requests()).isEmpty();
        assertThat(answers())
                .singleElement()
                .asString()
                .contains("ExecutionNumber must be a whole number from 0 to 9223372036854775807, got 'first'");
    }

    @Test
    void whatCloudFormationReadsAmongThePropertiesIsNoneOfTheResources() {
        handle(handler(() -> TestClients.iot(iot)), Events.create(bucket, "'JobId':'firmware','ThingName':'sensor'"));

        assertThat(answers()).singleElement().asString().contains("\"Status\":\"SUCCESS\"");
    }

    @Test
    void whereTheAnswerMayNotGoIotIsNotCalledEither() {
        JobExecutionHandler production = new JobExecutionHandler(
                Map.of(), () -> TestClients.iot(iot), TestClients::sqs, TestClients::lambda, lambda.platform());

        handle(production, Events.delete(bucket, "firmware/sensor/7", ""));

        assertThat(iot.requests()).isEmpty();
        assertThat(bucket.requests()).isEmpty();
    }

    @Test
    void manyThatAreThrottledTogetherComeAgainOverTheTimeThatTheQuotaTakesForAll() {
        Map<String, String> environment = new HashMap<>(Events.environment(bucket));
        environment.put(Variables.CLEANUPS, "500");
        FakeLambda anHour = new FakeLambda(Duration.ofHours(1));
        Platform platform = anHour.platform();
        Reply[] replies = Collections.nCopies(
                        40,
                        List.of(
                                Reply.error(400, "ThrottlingException", "Rate exceeded"),
                                Reply.json(200, KNOWN),
                                Reply.json(200, "{}")))
                .stream()
                .flatMap(List::stream)
                .toArray(Reply[]::new);
        try (var throttling = new LoopbackServer(replies)) {
            for (int environments = 0; environments < 20; environments++) {
                var handler = new JobExecutionHandler(
                        environment,
                        () -> TestClients.iot(throttling),
                        TestClients::sqs,
                        TestClients::lambda,
                        platform);
                for (int event = 0; event < 2; event++) {
                    handler.handle(
                            Events.delete(bucket, "firmware/sensor/7@1500", ""),
                            OutputStream.nullOutputStream(),
                            anHour.invocation());
                }
            }
        }

        List<Duration> first = every(2, anHour.pauses());
        List<Duration> next = every(2, anHour.pauses().subList(1, 40));
        assertThat(first).allMatch(pause -> pause.toSeconds() <= 50).anyMatch(pause -> pause.toSeconds() > 25);
        assertThat(next).hasSize(20).allMatch(pause -> pause.toMillis() <= 1000);
    }

    private static <T> List<T> every(int step, List<T> all) {
        return IntStream.iterate(0, next -> next < all.size(), next -> next + step)
                .mapToObj(all::get)
                .toList();
    }

    private JobExecutionHandler handler(Supplier<IotClient> client) {
        return new JobExecutionHandler(
                Events.environment(bucket), client, TestClients::sqs, TestClients::lambda, lambda.platform());
    }

    private void handle(JobExecutionHandler handler, InputStream event) {
        handler.handle(event, OutputStream.nullOutputStream(), lambda.invocation());
    }

    private List<String> answers() {
        return bucket.requests().stream().map(Request::body).toList();
    }
}
