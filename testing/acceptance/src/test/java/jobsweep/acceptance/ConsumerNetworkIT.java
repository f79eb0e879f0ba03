package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.lambda.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// The packaged consumer of a queue, one process for all batches of a test, on a network that stops.
@org.junit.jupiter.api.parallel.Execution(ExecutionMode.CONCURRENT)
final class ConsumerNetworkIT {
    private static final ObjectMapper JSON = new JsonMapper();
    private static final String NOTHING_COMES_BACK = "{\"batchItemFailures\":[]}";
    private static final Duration SHORT = Duration.ofSeconds(18);
    private static final String[] ALWAYS_SILENT = Collections.nCopies(1000, "").toArray(String[]::new);
    private static final String[] NEVER_HTTP =
            Collections.nCopies(1000, "220 mail.example.com ESMTP\r\n").toArray(String[]::new);
    private static final int THE_POOL = 50;
    private static final String REQUEST = "{\"JobId\":\"firmware\",\"ThingName\":\"pump-%s\"}";
    private static final String BROKEN = "{\"JobId\":\"firmware\"}";

    @Test
    void whereAwsIotSaysNothingToMoreAttemptsThanThePoolHoldsTheNextBatchIsDone(@TempDir Path directory)
            throws IOException {
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.consumer(network, SHORT, directory)) {
            List<String> bodies = IntStream.range(0, 10)
                    .mapToObj(thing -> {
                        queue(network, thing);
                        return REQUEST.formatted(thing);
                    })
                    .toList();
            network.toIot().sayNext(false, ALWAYS_SILENT);
            for (int batch = 0; batch < 3; batch++) {
                assertThat(comingBack(function, bodies)).isEqualTo(10);
            }
            assertThat(network.toIot().kept()).hasSizeGreaterThan(THE_POOL);
            network.toIot().release();

            assertThat(answer(function, bodies)).isEqualTo(NOTHING_COMES_BACK);

            assertThat(network.jobs().executions()).isEmpty();
            assertThat(function.environments()).hasSize(1);
        }
    }

    @Test
    void whereSqsSpeaksNoHttpOnlyTheMessageThatNeedsItComesBack(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.consumer(network, SHORT, directory)) {
            network.toSqs().sayNext(true, NEVER_HTTP);

            onlyTheBrokenOneComesBack(network, function);
        }
    }

    @Test
    void whereSqsHasNoNameOnlyTheMessageThatNeedsItComesBack(@TempDir Path directory) throws IOException {
        try (FaultyNetwork network = FaultyNetwork.startWithoutNames(directory);
                PackagedFunction function = Packaged.consumer(network, SHORT, directory)) {
            network.names().add(FaultyNetwork.IOT);

            onlyTheBrokenOneComesBack(network, function);
        }
    }

    private static void onlyTheBrokenOneComesBack(FaultyNetwork network, PackagedFunction function) throws IOException {
        queue(network, 1);
        queue(network, 2);

        assertThat(answer(function, List.of(REQUEST.formatted(1), BROKEN, REQUEST.formatted(2))))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"id-1\"}]}");

        assertThat(network.jobs().executions()).isEmpty();
        assertThat(function.log())
                .singleElement()
                .asString()
                .contains("\"Deleted\":2", "ThingName is required", "sqs:SendMessage failed: ");
    }

    private static void queue(FaultyNetwork network, int thing) {
        network.jobs().put(Execution.queued("firmware", "pump-" + thing, 1, Instant.parse("2026-01-01T00:00:00Z")));
    }

    private static int comingBack(PackagedFunction function, List<String> bodies) throws IOException {
        return JSON.readTree(answer(function, bodies)).path("batchItemFailures").size();
    }

    /// What the function answers to a batch of messages: `id-0`, `id-1`, …
    private static String answer(PackagedFunction function, List<String> bodies) {
        ObjectNode event = JSON.createObjectNode();
        for (int place = 0; place < bodies.size(); place++) {
            event.withArrayProperty("Records")
                    .addObject()
                    .put("messageId", "id-" + place)
                    .put("receiptHandle", "receipt-" + place)
                    .put("body", bodies.get(place))
                    .putObject("attributes")
                    .put("ApproximateReceiveCount", "1")
                    .put("SentTimestamp", Long.toString(Instant.now().toEpochMilli()));
        }
        Outcome outcome = function.invoke(event.toString()).outcome();
        assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
        return ((Outcome.Succeeded) outcome).payload();
    }
}
