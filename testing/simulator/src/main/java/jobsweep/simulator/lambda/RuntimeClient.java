package jobsweep.simulator.lambda;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The client that AWS's managed Java runtimes run, as found among the simulator's own libraries.
///
/// @param classPath     its jars and no others: the function must bring everything else
/// @param nativeLibrary its native half, unpacked for this machine
record RuntimeClient(String classPath, Path nativeLibrary) {
    static final String MAIN_CLASS = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    static final String NATIVE_LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /// One class of each jar. Asking for them finds the jars wherever the simulator is started, be it by Maven's test
    /// runner, by `exec:exec` or in an IDE.
    private static final List<String> CLASS_OF_EACH_JAR = List.of(
            "com.amazonaws.services.lambda.runtime.Context",
            MAIN_CLASS,
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

    /// The client, with its native library unpacked into the directory.
    ///
    /// @throws IOException if the class path lacks one of its jars, or it has no native library for this machine
    static RuntimeClient unpackedInto(Path directory) throws IOException {
        Files.createDirectories(directory);
        // Left to itself the client unpacks to one file in /tmp, and overwrites what another JVM has loaded.
        Path library = directory.resolve("libaws-lambda-jni.so").toAbsolutePath();
        try (InputStream content =
                resource("jni/libaws-lambda-jni." + platform() + ".so").openStream()) {
            Files.copy(content, library, StandardCopyOption.REPLACE_EXISTING);
        }
        return new RuntimeClient(jars(), library);
    }

    private static String jars() throws IOException {
        List<String> jars = new ArrayList<>();
        for (String className : CLASS_OF_EACH_JAR) {
            jars.add(jarOf(className).toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jarOf(String className) throws IOException {
        URL location = resource(className.replace('.', '/') + ".class");
        if (!(location.openConnection() instanceof JarURLConnection connection)) {
            throw new IOException(className + " must come from a jar, but is at " + location);
        }
        try {
            return Path.of(connection.getJarFileURL().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static URL resource(String name) throws IOException {
        return Optional.ofNullable(RuntimeClient.class.getClassLoader().getResource(name))
                .orElseThrow(() -> new IOException("Lambda's Java runtime interface client lacks " + name
                        + ": it must be on the class path, and runs on Linux (x86_64, aarch64) only"));
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String processor =
                System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "aarch_64");
        return system + "-" + processor;
    }
}
