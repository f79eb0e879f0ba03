package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import jobsweep.jobexecution.JobExecutionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;

class FunctionArchiveTest {
    private static final String LIBRARY = "lib/libaws-crt-jni.so";
    private static final int MAJOR_VERSION_OF_JAVA_1 = 44;
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void whereThereIsNoBundledArchiveAtAllBothAreNamed() {
        assertThat(FunctionArchive.missing("arm64", Optional.empty()))
                .isEqualTo(
                        "runtime BUNDLED must have its archive on the class path: add io.github.jobsweep:jobsweep-runtime in this library's version, with the classifier arm64 or x86_64 for the processor that the functions are to have, or set runtime to MANAGED. A release has both; `mvn install -DskipTests` in a checkout makes the one for its machine's processor, on Linux");
    }

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

    @Test
    void withoutStagingTheAssemblyHasTheArchiveItNames() throws IOException {
        App app = new App(AppProps.builder()
                .context(Map.of("aws:cdk:disable-asset-staging", true))
                .build());
        Stack stack = new Stack(app, "Rollouts");
        JobExecutionCleanupProvider.getOrCreate(stack);
        Path assembly = Path.of(app.synth().getDirectory());

        assertThat(Files.readString(assembly.resolve("Rollouts.assets.json"))).contains("function-arm64.zip\"");
        assertThat(assembly.resolve("function-arm64.zip")).hasBinaryContent(bytes("arm64"));
    }

    private static Object archiveOf(Architecture architecture) {
        Stack stack = new Stack();
        JobExecutionCleanupProvider.Builder.create(stack)
                .architecture(architecture)
                .build();
        return SynthesizedStack.of(stack).read(SynthesizedStack.FUNCTION, "Properties", "Code", "S3Key");
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
}
