package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.http.Recorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged function in environments that are not as they should be.
final class EnvironmentIT {
    private final Path directory;
    private final Recorder recorder;

    EnvironmentIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.recorder = Recorder.start(Optional.empty());
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void aClientThatCannotBeMadeIsAnsweredOnTheFirstEvent() throws IOException {
        Map<String, String> environment =
                Map.of("AWS_ENDPOINT_URL_IOT", "no url at all", "JOBSWEEP_RESPONSE_HOSTS", recorder.hostAndPort());
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(network, environment, directory)) {
            assertThat(function.invoke(Packaged.deletion("http://" + recorder.hostAndPort() + "/answer"))
                            .succeeded())
                    .isTrue();

            assertThat(recorder.puts()).hasSize(1);
            JsonNode answer =
                    new JsonMapper().readTree(recorder.puts().getFirst().body());
            assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
            assertThat(answer.path("Reason").asText()).contains("The client for AWS IoT can't be made");
            assertThat(answer.path("PhysicalResourceId").asText()).isEqualTo("firmware-42/greenhouse-7");
            assertThat(network.iot().calls()).isEmpty();
        }
    }

    /// One finds none, and the other something of this processor's that is no library.
    @Test
    void withoutItsNativeLibraryBothFunctionsAnswer() throws IOException {
        String event = Packaged.deletion("http://" + recorder.hostAndPort() + "/answer");

        saysThatItsLibraryIsMissing("JobExecutionHandler", Files::delete, event);
        saysThatItsLibraryIsMissing(
                "OnFailureHandler",
                library -> Files.copy(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        library,
                        StandardCopyOption.REPLACE_EXISTING),
                """
                {"requestContext": {"requestId": "r", "condition": "RetriesExhausted"}, "requestPayload": %s}""".formatted(event));

        assertThat(recorder.puts()).hasSize(2);
    }

    private void saysThatItsLibraryIsMissing(String handler, Packaged.Change ofLibrary, String event)
            throws IOException {
        Path own = Files.createDirectory(directory.resolve(handler));
        Map<String, String> environment = Map.of("JOBSWEEP_RESPONSE_HOSTS", recorder.hostAndPort());
        try (FaultyNetwork network = FaultyNetwork.start(own);
                PackagedFunction function = Packaged.changed(
                        content -> ofLibrary.apply(content.resolve("lib/libaws-crt-jni.so")),
                        handler,
                        network,
                        environment,
                        own)) {
            assertThat(function.invoke(event).succeeded()).isTrue();

            JsonNode answer =
                    new JsonMapper().readTree(recorder.puts().getLast().body());
            assertThat(answer.path("Status").asText()).isEqualTo("FAILED");
            assertThat(answer.path("Reason").asText())
                    .contains("native library can't be loaded on this processor, " + System.getProperty("os.arch"));
        }
    }

    @Test
    void withoutFurtherHostsOnlyCloudFormationsBucketsAreContacted() throws IOException {
        List<String> urls = List.of(
                "http://" + recorder.hostAndPort() + "/answer?X-Amz-Signature=secret",
                "https://" + recorder.hostAndPort() + "/answer?X-Amz-Signature=secret",
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com@" + recorder.hostAndPort()
                        + "/answer?X-Amz-Signature=secret",
                "http://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/answer?X-Amz-Signature=secret",
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com.localhost/answer?X-Amz-Signature=secret");
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(network, Map.of(), directory)) {
            urls.forEach(
                    url -> assertThat(function.invoke(Packaged.deletion(url)).succeeded())
                            .isTrue());

            assertThat(recorder.puts()).isEmpty();
            assertThat(network.iot().calls()).isEmpty();
            assertThat(function.log())
                    .hasSameSizeAs(urls)
                    .allMatch(line -> line.contains("\"ignored\":\"ResponseURL must be https"))
                    .noneMatch(line -> line.contains("X-Amz") || line.contains("secret"));
        }
    }

    /// The bucket's name is one that only a proxy knows; AWS IoT is reached without.
    @Test
    void whatIsNotExceptedGoesThroughTheProxyOfTheEnvironment() throws IOException {
        Map<String, String> environment = Map.of(
                "HTTP_PROXY",
                "http://" + recorder.hostAndPort(),
                "NO_PROXY",
                FaultyNetwork.IOT,
                "JOBSWEEP_RESPONSE_HOSTS",
                "bucket.invalid:8080");
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.provider(network, environment, directory)) {
            assertThat(function.invoke(Packaged.deletion("http://bucket.invalid:8080/answer"))
                            .succeeded())
                    .isTrue();

            assertThat(recorder.puts()).hasSize(1);
            assertThat(network.iot().calls()).isNotEmpty();
        }
    }
}
