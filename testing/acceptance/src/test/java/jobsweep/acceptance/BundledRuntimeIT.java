package jobsweep.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jobsweep.simulator.http.Recorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is special about a function with its own Java runtime.
@EnabledIfSystemProperty(named = "jobsweep.runtime", matches = "BUNDLED")
final class BundledRuntimeIT {
    private static final String HANDLER = "JobExecutionHandler";
    private static final String CACHE = "function.aot";
    private static final String WARNING = "\"warning\":\"This function starts slowly";

    private final Path directory;
    private final Recorder recorder;

    BundledRuntimeIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.recorder = Recorder.start(Optional.empty());
    }

    @AfterEach
    void close() {
        recorder.close();
    }

    @Test
    void withItsCacheThereIsNothingInTheLogButTheRequest() throws IOException {
        assertThat(logAfterTwoEvents(content -> {}, Map.of())).hasSize(2).noneMatch(line -> line.contains("warning"));
    }

    /// The JVM itself would go on with the classes that the cache has.
    @ParameterizedTest
    @ValueSource(strings = {"function.jar", "lib/aws-lambda-java-core.jar"})
    void withAnotherJarItAnswersAndSaysSoOnce(String jar) throws IOException {
        warnsOnce(
                content -> {
                    FileTime time = Files.getLastModifiedTime(content.resolve(jar));
                    Files.write(content.resolve(jar), withComment(Files.readAllBytes(content.resolve(jar))));
                    Files.setLastModifiedTime(content.resolve(jar), time);
                },
                Map.of());
    }

    @Test
    void withAJarOfAnotherTimeItAnswersAndSaysSoOnce() throws IOException {
        warnsOnce(
                content -> Files.setLastModifiedTime(
                        content.resolve("function.jar"), FileTime.from(Instant.parse("2027-05-06T07:08:09Z"))),
                Map.of());
    }

    @Test
    void withoutItsCacheItAnswersAndSaysSoOnce() throws IOException {
        warnsOnce(content -> Files.delete(content.resolve(CACHE)), Map.of());
    }

    @Test
    void withHalfOfItsCacheItAnswersAndSaysSoOnce() throws IOException {
        warnsOnce(
                content -> {
                    byte[] whole = Files.readAllBytes(content.resolve(CACHE));
                    Files.write(content.resolve(CACHE), Arrays.copyOf(whole, whole.length / 2));
                },
                Map.of());
    }

    @Test
    void withOptionsThatItsCacheDoesNotFitItAnswersAndSaysSoOnce() throws IOException {
        warnsOnce(content -> {}, Map.of("JAVA_TOOL_OPTIONS", "-XX:+UseCompactObjectHeaders"));
    }

    @Test
    void withAnAgentItAnswersAndSaysSoOnce() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", TestAgent.class.getName());

        warnsOnce(
                content -> {
                    String file = TestAgent.class.getName().replace('.', '/') + ".class";
                    try (JarOutputStream jar =
                                    new JarOutputStream(Files.newOutputStream(content.resolve("agent.jar")), manifest);
                            InputStream type = Objects.requireNonNull(
                                    TestAgent.class.getClassLoader().getResourceAsStream(file))) {
                        jar.putNextEntry(new JarEntry(file));
                        type.transferTo(jar);
                    }
                },
                Map.of("JAVA_TOOL_OPTIONS", "-javaagent:agent.jar"));
    }

    @Test
    void theJvmSaysWhyTheCacheIsNotUsed() throws IOException {
        assertThat(logAfterTwoEvents(
                        content -> Files.delete(content.resolve(CACHE)),
                        Map.of("JAVA_TOOL_OPTIONS", "-Xlog:aot:stderr")))
                .anyMatch(line -> line.contains("[aot]") && line.contains(CACHE));
    }

    /// Of those who unpack an archive some read a time that is in UTC, and some another one, which is in their own time
    /// zone. Lambda's is UTC.
    @Test
    void whateverUnpacksTheArchiveFindsTheSameTimes() throws IOException {
        Path archive = Packaged.archive(HANDLER);

        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(Collections.list(zip.entries()))
                    .extracting(ZipEntry::getLastModifiedTime)
                    .containsOnly(FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
        }
        try (InputStream content = Files.newInputStream(archive)) {
            ByteBuffer header = ByteBuffer.wrap(content.readNBytes(14)).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(header.getShort(10)).as("hours, minutes, seconds").isZero();
            assertThat(header.getShort(12)).as("day, month, years since 1980").isEqualTo((short)
                    (1 | 1 << 5 | (2026 - 1980) << 9));
        }
    }

    /// The same jar with a byte more: a comment, whose length comes last.
    private static byte[] withComment(byte[] jar) {
        byte[] longer = Arrays.copyOf(jar, jar.length + 1);
        longer[jar.length - 2] = 1;
        return longer;
    }

    private void warnsOnce(Packaged.Change change, Map<String, String> environment) throws IOException {
        assertThat(logAfterTwoEvents(change, environment))
                .filteredOn(line -> line.contains(WARNING))
                .hasSize(1);
    }

    private List<String> logAfterTwoEvents(Packaged.Change change, Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JOBSWEEP_RESPONSE_HOSTS", recorder.hostAndPort());
        try (FaultyNetwork network = FaultyNetwork.start(directory);
                PackagedFunction function = Packaged.changed(change, HANDLER, network, all, directory)) {
            String event = Packaged.deletion("http://" + recorder.hostAndPort() + "/answer");
            function.invoke(event);
            function.invoke(event);

            assertThat(recorder.puts()).hasSize(2).allMatch(put -> new String(put.body(), UTF_8).contains("SUCCESS"));
            assertThat(network.iot().calls()).hasSize(2);
            return function.log();
        }
    }
}
