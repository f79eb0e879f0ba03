package jobsweep.simulator.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/// The native half of the SDK's HTTP client, which a function's archive holds for one processor.
///
/// Lambda would run the function on that processor. Where this machine has another one, the library is replaced by the
/// same one for this machine.
final class CrtLibrary {
    private static final Path LIBRARY = Path.of("lib", "libaws-crt-jni.so");

    /// The start of an ELF header, up to and with the number of the processor.
    private static final int BYTES_UP_TO_PROCESSOR = 20;

    private CrtLibrary() {}

    /// Makes unpacked code fit this machine.
    ///
    /// @throws IOException if the library is not known for this machine
    static void fit(Path code) throws IOException {
        Path library = code.resolve(LIBRARY);
        if (Files.exists(library) && !Arrays.equals(header(Files.newInputStream(library)), header(ofThisMachine()))) {
            try (InputStream content = ofThisMachine()) {
                Files.copy(content, library, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static byte[] header(InputStream library) throws IOException {
        try (library) {
            return library.readNBytes(BYTES_UP_TO_PROCESSOR);
        }
    }

    private static InputStream ofThisMachine() throws IOException {
        String name = "linux/%s/glibc/libaws-crt-jni.so".formatted(processor());
        return Optional.ofNullable(CrtLibrary.class.getClassLoader().getResourceAsStream(name))
                .orElseThrow(() -> new IOException("The AWS Common Runtime lacks " + name));
    }

    private static String processor() {
        return System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "armv8");
    }
}
