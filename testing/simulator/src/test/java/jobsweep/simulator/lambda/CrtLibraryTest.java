package jobsweep.simulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrtLibraryTest {
    @TempDir
    private Path code;

    private Path library;

    @BeforeEach
    void prepare() throws IOException {
        library = Files.createDirectory(code.resolve("lib")).resolve("libaws-crt-jni.so");
    }

    @Test
    void theLibraryOfAnotherProcessorIsReplacedByThisMachines() throws IOException {
        Files.write(library, new byte[100]);

        CrtLibrary.fit(code);

        assertThat(Files.readAllBytes(library)).startsWith(0x7f, 'E', 'L', 'F').hasSizeGreaterThan(1_000_000);
    }

    @Test
    void anotherVersionForThisMachineIsKept() throws IOException {
        Files.write(library, new byte[100]);
        CrtLibrary.fit(code);
        Files.write(library, new byte[] {42}, StandardOpenOption.APPEND);
        byte[] another = Files.readAllBytes(library);

        CrtLibrary.fit(code);

        assertThat(Files.readAllBytes(library)).isEqualTo(another);
    }

    @Test
    void codeWithoutItStaysAsItIs() throws IOException {
        CrtLibrary.fit(code);

        assertThat(library).doesNotExist();
    }
}
