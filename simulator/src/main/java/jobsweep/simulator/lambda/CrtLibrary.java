package jobsweep.simulator.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The native half of the SDK's HTTP client, which a function's archive holds for one processor.
///
/// Lambda would run the function on that processor. This machine has one of its own, so the library is replaced by the
/// same one for this machine.
final class CrtLibrary {
    private static final Path LIBRARY = Path.of("lib", "libaws-crt-jni.so");

    private CrtLibrary() {}

    /// Makes unpacked code fit this machine.
    ///
    /// @throws IOException if the library is not known for this machine
    static void fit(Path code) throws IOException {
        if (!Files.exists(code.resolve(LIBRARY))) {
            return;
        }
        String name = "linux/%s/glibc/libaws-crt-jni.so".formatted(processor());
        try (InputStream content = Optional.ofNullable(
                        CrtLibrary.class.getClassLoader().getResourceAsStream(name))
                .orElseThrow(() -> new IOException("The AWS Common Runtime lacks " + name))) {
            Files.copy(content, code.resolve(LIBRARY), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String processor() {
        return System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "armv8");
    }
}
