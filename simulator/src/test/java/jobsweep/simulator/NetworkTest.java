package jobsweep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import jobsweep.simulator.http.Relay;
import jobsweep.simulator.iot.Execution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged function, one process for all events, on a network that stops and starts again.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NetworkTest {
    private static final Execution EXECUTION =
            Execution.queued("firmware", "pump", 1, Instant.parse("2026-01-01T00:00:00Z"));

    private final Recorder bucket = Recorder.start();
    private final Relay answers;
    private final PackagedFunction function;
    private int requests;

    NetworkTest(@TempDir Path directory) throws IOException {
        answers = Relay.to(URI.create("http://" + bucket.hostAndPort()));
        function = new PackagedFunction(
                directory, Map.of("JOBSWEEP_RESPONSE_HOSTS", answers.endpoint().getAuthority()));
    }

    @AfterAll
    void close() {
        function.close();
        answers.close();
        bucket.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{",
                "HTTP/1.1 500 Oops\r\nx-amzn-RequestId: 1\r\nContent-Length: 100\r\n\r\n{"
            })
    void whereAwsIotStopsTheExecutionIsDeletedByTheNextTry(String said) throws IOException {
        function.jobs().put(EXECUTION);
        function.network().sayNext(false, said);
        int before = function.network().connections();

        assertThat(delete().path("Status").asText()).isEqualTo("SUCCESS");

        assertThat(function.jobs().executions()).isEmpty();
        assertThat(function.network().connections()).isEqualTo(before + 2);
        assertThat(function.network().kept()).isNotEmpty().noneMatch(request -> request.startsWith("DELETE"));
    }

    @Test
    void whatIsNoHttpIsTriedAgain() throws IOException {
        function.jobs().put(EXECUTION);
        function.network().sayNext(true, "220 mail.example.com ESMTP\r\n", "HTTP/1.1 20", "\0\0");

        assertThat(delete().path("Status").asText()).isEqualTo("SUCCESS");

        assertThat(function.jobs().executions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Le", "220 mail.example.com ESMTP\r\n"})
    void whereTheBucketStopsTheAnswerArrivesByTheNextTry(String said) throws IOException {
        int before = bucket.puts().size();
        answers.sayNext(false, said);

        assertThat(delete().path("Status").asText()).isEqualTo("SUCCESS");

        assertThat(bucket.puts()).hasSize(before + 1);
    }

    /// The answer to a Delete.
    private JsonNode delete() throws IOException {
        requests++;
        assertThat(function.invoke("""
                        {
                          "RequestType": "Delete",
                          "ResponseURL": "%s/answer?X-Amz-Signature=secret",
                          "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/Fleet/1",
                          "RequestId": "%s",
                          "LogicalResourceId": "Rollout",
                          "ResourceType": "Custom::IoTJobExecution",
                          "PhysicalResourceId": "firmware/pump/1",
                          "ResourceProperties": {"JobId": "firmware", "ThingName": "pump", "ExecutionNumber": "1"}
                        }
                        """.formatted(answers.endpoint(), requests)).succeeded())
                .isTrue();
        assertThat(function.environments()).hasSize(1);
        return new JsonMapper().readTree(bucket.puts().getLast().body());
    }
}
