package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import jobsweep.simulator.http.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RandomEventsIT {
    private static final int EVENTS = 1000;
    private static final int MOST_BYTES = 4096;
    private static final int MOST_BYTES_OF_IDS = 3000;
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyEventGetsExactlyOneValidAnswerOrNoneWhereNoneMayBeGiven(@TempDir Path directory) throws IOException {
        // `-Dseed=…` plays a run again.
        long seed = Long.getLong("seed", System.nanoTime());
        try (Recorder allowed = Recorder.start(Optional.empty());
                Recorder other = Recorder.start(Optional.empty());
                FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(
                        network, Map.of("JOBSWEEP_RESPONSE_HOSTS", allowed.hostAndPort()), directory)) {
            RandomEvents events =
                    new RandomEvents(new SplittableRandom(seed), allowed.hostAndPort(), other.hostAndPort());
            for (int number = 0; number < EVENTS; number++) {
                String text = events.next(number);
                String description = "seed %s, event %s: %.2000s".formatted(seed, number, text);
                JsonNode event = JSON.readTree(text);
                int before = allowed.puts().size();

                assertThat(function.invoke(text).succeeded()).as(description).isTrue();

                List<Recorder.Put> puts = allowed.puts();
                assertThat(puts).as(description).hasSize(before + (isAnswerable(event, allowed) ? 1 : 0));
                if (puts.size() > before) {
                    assertThat(objection(event, puts.getLast(), allowed))
                            .as(description)
                            .isEmpty();
                }
            }

            assertThat(other.puts()).isEmpty();
            assertThat(function.environments()).hasSize(1);
            assertThat(function.log()).hasSize(EVENTS).noneMatch(line -> line.contains("X-Amz"));
        }
    }

    private static boolean isAnswerable(JsonNode event, Recorder allowed) {
        return event.path("ResponseURL").asText().startsWith("http://" + allowed.hostAndPort() + "/")
                && ids(event).noneMatch(String::isEmpty)
                && ids(event).allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode)
                && ids(event).mapToInt(RandomEventsIT::bytes).sum() <= MOST_BYTES_OF_IDS;
    }

    private static Stream<String> ids(JsonNode event) {
        return Stream.of("StackId", "RequestId", "LogicalResourceId")
                .map(event::path)
                .map(id -> id.isNull() ? "" : id.asText());
    }

    /// What is wrong with an answer; empty where nothing is.
    private static String objection(JsonNode event, Recorder.Put put, Recorder allowed) throws IOException {
        JsonNode answer = JSON.readTree(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(put.body()))
                .toString());
        String url = "http://" + allowed.hostAndPort() + put.target();
        if (!put.method().equals("PUT") || !url.equals(event.path("ResponseURL").asText())) {
            return put.method() + " " + put.target();
        }
        if (put.body().length > MOST_BYTES) {
            return put.body().length + " bytes";
        }
        if (!ids(answer).toList().equals(ids(event).toList())) {
            return "ids are not repeated: " + answer;
        }
        if (!isText(answer, "PhysicalResourceId")
                || bytes(answer.path("PhysicalResourceId").asText()) > 1024) {
            return "physical id: " + answer;
        }
        return switch (answer.path("Status").asText()) {
            case "SUCCESS" -> "";
            case "FAILED" -> isText(answer, "Reason") ? "" : "no reason: " + answer;
            default -> "status: " + answer;
        };
    }

    private static boolean isText(JsonNode answer, String member) {
        return answer.path(member).isTextual() && !answer.path(member).asText().isBlank();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
