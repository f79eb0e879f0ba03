package jobsweep.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import jobsweep.jobexecution.JobExecutionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.Stack;

class FunctionArchiveTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final int MAJOR_VERSION_OF_JAVA_1 = 44;

    @Test
    void theTemplatesHandlerIsTheFunctionsEntryPoint() {
        assertThat(function(SynthesizedStack.FUNCTION, "Handler")).isEqualTo(JobExecutionHandler.class.getName());
    }

    @Test
    void theOnFailureFunctionsHandlerIsAnEntryPointToo() throws ReflectiveOperationException {
        Object handler = function(SynthesizedStack.ON_FAILURE_FUNCTION, "Handler");

        assertThat(RequestStreamHandler.class).isAssignableFrom(Class.forName(handler.toString()));
    }

    @Test
    void theTemplatesRuntimeIsTheReleaseTheFunctionIsCompiledFor() throws IOException {
        try (var entryPoint = new DataInputStream(
                Objects.requireNonNull(JobExecutionHandler.class.getResourceAsStream("JobExecutionHandler.class")))) {
            entryPoint.skipNBytes(6);

            assertThat(function(SynthesizedStack.FUNCTION, "Runtime"))
                    .isEqualTo("java" + (entryPoint.readUnsignedShort() - MAJOR_VERSION_OF_JAVA_1));
        }
    }

    @Test
    void buildingTheFunctionTwiceGivesTheSameBytes(@TempDir Path elsewhere) throws Exception {
        copy(CHECKOUT.resolve("pom.xml"), elsewhere);
        for (String module : new String[] {"lambda", "infra", "simulator"}) {
            copy(CHECKOUT.resolve(module).resolve("pom.xml"), Files.createDirectory(elsewhere.resolve(module)));
        }
        copyTree(CHECKOUT.resolve("lambda/src/main"), elsewhere.resolve("lambda/src/main"));

        build(elsewhere);

        try (InputStream travelling = FunctionArchive.class.getResourceAsStream("function.jar");
                Stream<Path> built = Files.list(elsewhere.resolve("lambda/target"))) {
            Path again = built.filter(file -> file.toString().endsWith("-function.jar"))
                    .findFirst()
                    .orElseThrow();
            assertThat(again)
                    .hasBinaryContent(Objects.requireNonNull(travelling).readAllBytes());
        }
    }

    private static Object function(String function, String property) {
        Stack stack = new Stack();
        JobExecutionCleanupProvider.getOrCreate(stack);
        return SynthesizedStack.of(stack).read(function, "Properties", property);
    }

    private static void build(Path checkout) throws Exception {
        Process maven = new ProcessBuilder(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "--batch-mode",
                        "--offline",
                        "--quiet",
                        "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                        "-Dmaven.test.skip",
                        "-Dspotless.check.skip",
                        "--projects",
                        "lambda",
                        "package")
                .directory(checkout.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(maven.getInputStream().readAllBytes(), UTF_8);
        assertThat(maven.waitFor()).as(output).isZero();
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.filter(Files::isRegularFile).forEach(file -> {
                try {
                    copy(
                            file,
                            Files.createDirectories(
                                    to.resolve(from.relativize(file)).getParent()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void copy(Path file, Path directory) throws IOException {
        Files.copy(file, directory.resolve(file.getFileName()));
    }
}
