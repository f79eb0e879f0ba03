package jobsweep.infra;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import jobsweep.jobexecution.JobExecutionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;

class FunctionArchiveTest {
    private static final Path CHECKOUT = Path.of("..");
    private static final String LIBRARY = "lib/libaws-crt-jni.so";
    private static final int MAJOR_VERSION_OF_JAVA_1 = 44;
    private static final int MEBIBYTE = 1 << 20;

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

    @ParameterizedTest
    @CsvSource({"arm64, 0xb7", "x86_64, 0x3e"})
    void nativeCodeIsForTheFunctionsProcessorOnly(String architecture, int machine) throws IOException {
        List<String> files = new ArrayList<>();
        byte[] library = {};
        try (ZipInputStream archive = open(architecture)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (!entry.isDirectory() && !entry.getName().endsWith(".class")) {
                    files.add(entry.getName());
                }
                if (entry.getName().equals(LIBRARY)) {
                    library = archive.readAllBytes();
                }
            }
        }

        assertThat(files)
                .filteredOn(file -> file.matches(".*\\.(so|dylib|dll|jnilib)"))
                .containsExactly(LIBRARY);
        // What ELF calls e_machine.
        assertThat(library[18]).isEqualTo((byte) machine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"arm64", "x86_64"})
    void theArchiveIsSmall(String architecture) throws IOException {
        long unpacked = 0;
        try (ZipInputStream archive = open(architecture)) {
            while (archive.getNextEntry() != null) {
                unpacked += archive.transferTo(OutputStream.nullOutputStream());
            }
        }

        assertThat(bytes(architecture).length).isLessThan(12 * MEBIBYTE);
        assertThat(unpacked).isBetween(1L * MEBIBYTE, 40L * MEBIBYTE);
    }

    @Test
    void eachProcessorGetsItsOwnArchive() {
        assertThat(archiveOf(Architecture.ARM_64)).isNotEqualTo(archiveOf(Architecture.X86_64));
    }

    private static Object archiveOf(Architecture architecture) {
        Stack stack = new Stack();
        JobExecutionCleanupProvider.Builder.create(stack)
                .architecture(architecture)
                .build();
        return SynthesizedStack.of(stack).read(SynthesizedStack.FUNCTION, "Properties", "Code", "S3Key");
    }

    @Test
    void buildingTheFunctionTwiceGivesTheSameBytes(@TempDir Path elsewhere) throws Exception {
        copy(CHECKOUT.resolve("pom.xml"), elsewhere);
        for (String module : new String[] {"lambda", "infra", "simulator"}) {
            copy(CHECKOUT.resolve(module).resolve("pom.xml"), Files.createDirectory(elsewhere.resolve(module)));
        }
        copyTree(CHECKOUT.resolve("lambda/src/build"), elsewhere.resolve("lambda/src/build"));
        copyTree(CHECKOUT.resolve("lambda/src/main"), elsewhere.resolve("lambda/src/main"));

        build(elsewhere);

        for (String architecture : List.of("arm64", "x86_64")) {
            try (Stream<Path> built = Files.list(elsewhere.resolve("lambda/target"))) {
                Path again = built.filter(file -> file.toString().endsWith("-function-" + architecture + ".zip"))
                        .findFirst()
                        .orElseThrow();
                assertThat(again).hasBinaryContent(bytes(architecture));
            }
        }
    }

    private static ZipInputStream open(String architecture) throws IOException {
        return new ZipInputStream(new ByteArrayInputStream(bytes(architecture)));
    }

    private static byte[] bytes(String architecture) throws IOException {
        try (InputStream archive =
                FunctionArchive.class.getResourceAsStream("function-%s.zip".formatted(architecture))) {
            return Objects.requireNonNull(archive).readAllBytes();
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
