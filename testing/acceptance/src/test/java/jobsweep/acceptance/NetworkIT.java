package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jobsweep.simulator.http.Recorder;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged function of the custom resource, one process for all events of a test, on a network that stops and
/// starts again.
@org.junit.jupiter.api.parallel.Execution(ExecutionMode.CONCURRENT)
final class NetworkIT {
    private static final String NO_HTTP = "220 mail.example.com ESMTP\r\n";

    /// So short that a test need not wait for an event that fails.
    private static final Duration SHORT = Duration.ofSeconds(15);

    private static final Map<String, String> NOTHING_MORE = Map.of();

    private int requests;

    @Test
    void whereAwsIotStopsTheExecutionIsDeletedByTheNextTry(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, directory)) {
            for (String said : List.of(
                    "",
                    "HTTP/1.1 200 OK\r\nContent-Le",
                    "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{",
                    "HTTP/1.1 500 Oops\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{")) {
                queue(network, "pump", 1);
                network.toIot().sayNext(false, said);
                network.toIot().drop();
                int before = network.toIot().connections();

                assertThat(delete(function, network, "pump/1").path("Status").asText())
                        .as(said)
                        .isEqualTo("SUCCESS");

                assertThat(network.jobs().executions()).isEmpty();
                assertThat(network.toIot().connections()).isEqualTo(before + 2);
            }
            assertThat(network.toIot().kept()).hasSize(4).noneMatch(request -> request.startsWith("DELETE"));
        }
    }

    @Test
    void whereTheBucketStopsTheAnswerArrivesByTheNextTry(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.startWithTls(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, directory)) {
            for (String said : List.of("", "HTTP/1.1 200 OK\r\nContent-Le", NO_HTTP)) {
                network.toBucket().sayNext(false, said);
                network.toBucket().drop();

                assertThat(delete(function, network, "pump/1").path("Status").asText())
                        .as(said)
                        .isEqualTo("SUCCESS");
            }
        }
    }

    @Test
    void whatIsNoHttpIsTriedAgainAndTheOtherExecutionsGo(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, SHORT, directory)) {
            network.toIot().sayNext(true, NO_HTTP, "HTTP/1.1 20", "\0\0");
            for (int number = 1; number <= 5; number++) {
                queue(network, "pump", number);
            }
            // Of five deletions the first one finds nobody who speaks HTTP.
            CompletableFuture<Void> listed = new CompletableFuture<>();
            network.iot().onCall(call -> {
                if (call.operation().startsWith("List") && !listed.isDone()) {
                    listed.complete(null);
                    network.keepNoConnection();
                    network.toIot()
                            .sayNext(true, Collections.nCopies(3, NO_HTTP).toArray(String[]::new));
                }
            });

            assertThat(delete(function, network, "pump").path("Status").asText())
                    .isEqualTo("SUCCESS");

            assertThat(listed).isDone();
            assertThat(network.jobs().executions()).isEmpty();
            assertThat(network.toIot().kept()).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNameThatIsFoundALittleLaterIsTriedAgain(boolean resolverAnswers, @TempDir Path directory) throws Exception {
        try (FaultyNetwork network = FaultyNetwork.startWithoutNames(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, directory)) {
            network.names().answer(resolverAnswers);
            queue(network, "pump", 1);
            var later = CompletableFuture.delayedExecutor(3, TimeUnit.SECONDS);
            var known = CompletableFuture.runAsync(
                    () -> network.names()
                            .add(FaultyNetwork.IOT, network.bucketUrl(0).getHost()),
                    later);

            assertThat(delete(function, network, "pump/1").path("Status").asText())
                    .isEqualTo("SUCCESS");

            assertThat(known).isDone();
            assertThat(network.jobs().executions()).isEmpty();
        }
    }

    @Test
    void aNameThatIsNeverFoundFailsWithActionAndArnsAndHost(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.startWithoutNames(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, SHORT, directory)) {
            network.names().add(network.bucketUrl(0).getHost());
            Instant began = Instant.now();

            JsonNode answer = delete(function, network, "pump/1");

            assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
            assertThat(answer.path("Reason").asText())
                    .contains(
                            "iot:DescribeJobExecution on arn:aws:iot:us-east-1:123456789012:job/firmware and arn:aws:iot:us-east-1:123456789012:thing/pump failed: ",
                            FaultyNetwork.IOT);
            assertThat(Duration.between(began, Instant.now())).isGreaterThan(SHORT.dividedBy(2));
        }
    }

    /// The look is answered, and the deletion's connection comes about only when the request has been answered.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noDeletionGoesOutOnceItsRequestIsAnswered(boolean freezes, @TempDir Path directory) throws Exception {
        try (FaultyNetwork network = FaultyNetwork.startWithTls(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, SHORT, directory)) {
            queue(network, "pump", 1);
            network.keepNoConnection();
            network.iot().onCall(call -> {
                if (call.operation().startsWith("Describe") && call.resource().contains("pump")) {
                    network.toIot().waitNext(100);
                }
            });

            JsonNode failed = delete(function, network, "pump/1");
            if (freezes) {
                signal(function, "STOP");
            }
            network.toIot().release();
            queue(network, "valve", 1);
            if (freezes) {
                signal(function, "CONT");
            }
            JsonNode next = delete(function, network, "valve/1");

            assertThat(failed.path("Status").asText()).isEqualTo("FAILED");
            assertThat(failed.path("Reason").asText())
                    .contains("arn:aws:iot:us-east-1:123456789012:thing/pump failed: ");
            assertThat(next.path("Status").asText()).isEqualTo("SUCCESS");
            assertThat(network.jobs().executions())
                    .extracting(Execution::thingName)
                    .containsExactly("pump");
            assertThat(network.iot().calls())
                    .extracting(Call::operation, Call::resource)
                    .noneMatch(call -> call.toString().contains("Delete")
                            && call.toString().contains("pump"));
        }
    }

    @Test
    void noAnswerGoesOutOnceItWasGivenUp(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.startWithTls(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, SHORT, directory)) {
            network.toBucket().waitNext(100);

            assertThat(function.invoke(event(network, "pump/1")).succeeded()).isFalse();
            network.toBucket().release();
            // On a busy machine by another process: giving up and the function's time-out are close together.
            assertThat(function.invoke(event(network, "valve/1")).succeeded()).isTrue();

            assertThat(network.answers()).hasSize(1);
        }
    }

    static Stream<Fault> notAwsIots() {
        return Stream.of(
                new Fault.Garbage(200, "{}"),
                new Fault.Garbage(200, ""),
                new Fault.Garbage(204, ""),
                new Fault.Garbage(200, "{\"message\":\"Welcome\"}"),
                new Fault.Garbage(404, "<html>Not here</html>"));
    }

    @Test
    void whatAwsIotDidNotAnswerIsNoSuccess(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(network, NOTHING_MORE, directory)) {
            for (Fault fault : notAwsIots().toList()) {
                for (String target : List.of("pump", "pump/1")) {
                    queue(network, "pump", 1);
                    network.iot().next(Operation.LIST, fault);
                    network.iot().next(Operation.DESCRIBE, fault);
                    network.iot().next(Operation.DELETE, fault);

                    assertThat(delete(function, network, target).path("Status").asText())
                            .isEqualTo("SUCCESS");

                    assertThat(network.jobs().executions())
                            .as(fault + " " + target)
                            .isEmpty();
                    network.iot().heal();
                }
            }
        }
    }

    private static void queue(FaultyNetwork network, String thingName, long number) {
        network.jobs().put(Execution.queued("firmware", thingName, number, Instant.parse("2026-01-01T00:00:00Z")));
    }

    /// The answer to a Delete; there is exactly one, and the process has lived through it.
    private JsonNode delete(PackagedFunction function, FaultyNetwork network, String target) throws IOException {
        List<Recorder.Put> before = network.answers();
        assertThat(function.invoke(event(network, target)).succeeded())
                .as("%s", function.log())
                .isTrue();
        assertThat(function.environments()).hasSize(1);
        assertThat(network.answers()).hasSize(before.size() + 1);
        return new JsonMapper().readTree(network.answers().getLast().body());
    }

    /// @param target a thing's name, and perhaps a number
    private String event(FaultyNetwork network, String target) {
        requests++;
        String[] parts = target.split("/", 2);
        String number = parts.length == 1 ? "" : ", \"ExecutionNumber\": \"%s\"".formatted(parts[1]);
        return """
                {
                  "RequestType": "Delete",
                  "ResponseURL": "%s/answer?X-Amz-Signature=secret",
                  "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/Fleet/1",
                  "RequestId": "%s",
                  "LogicalResourceId": "Rollout",
                  "ResourceType": "Custom::IoTJobExecution",
                  "PhysicalResourceId": "firmware/%s",
                  "ResourceProperties": {"JobId": "firmware", "ThingName": "%s"%s}
                }
                """.formatted(network.bucketUrl(0), requests, target, parts[0], number);
    }

    private static void signal(PackagedFunction function, String signal) throws IOException, InterruptedException {
        long pid = function.environments().getLast().pid();
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
