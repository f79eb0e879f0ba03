package jobsweep.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awscdk.Stage;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// The built function, which travels as resources beside this class: in the library's jar, or in a folder of classes.
/// There is one for each processor, because a part of it is native code. Those with a Java runtime are in jars of their
/// own, so that who does not use them does not carry them.
final class FunctionArchive {
    /// One copy for all stacks of all apps, made when the first one asks.
    private static final Map<String, Path> EXTRACTED = new ConcurrentHashMap<>();

    /// What the CDK's own `--no-staging` sets.
    private static final String NO_STAGING = "aws:cdk:disable-asset-staging";

    /// Says also where it comes from: a checkout makes that of one processor.
    private static final String NO_BUNDLED_ARCHIVE =
            "runtime BUNDLED must have its archive on the class path: add io.github.jobsweep:jobsweep-runtime in this library's version, with the classifier arm64 or x86_64 for the processor that the functions are to have, or set runtime to MANAGED. A release has both; `mvn install -DskipTests` in a checkout makes the one for its machine's processor, on Linux";

    private FunctionArchive() {}

    /// The functions' code in the app of `scope`, as an asset, whose hash is of the content alone, so the same function
    /// is never deployed twice.
    ///
    /// @throws IllegalArgumentException if there is none for the processor
    static Code code(Construct scope, FunctionRuntime runtime, Architecture architecture) {
        if (!isThere(runtime, architecture)) {
            throw new IllegalArgumentException(missing(runtime, architecture));
        }
        return Code.fromAsset(
                file(scope, runtime.archive(architecture.getName())).toString());
    }

    /// The processor where none is chosen: `ARM_64`, unless the only archive with a Java runtime is for the other one.
    static Architecture architecture(FunctionRuntime runtime) {
        return isThere(runtime, Architecture.ARM_64) || !isThere(runtime, Architecture.X86_64)
                ? Architecture.ARM_64
                : Architecture.X86_64;
    }

    private static boolean isThere(FunctionRuntime runtime, Architecture architecture) {
        return FunctionArchive.class.getResource(runtime.archive(architecture.getName())) != null;
    }

    private static String missing(FunctionRuntime runtime, Architecture architecture) {
        String name = architecture.getName();
        if (runtime == FunctionRuntime.MANAGED) {
            return "The function's archive jobsweep/infra/%s is not on the class path: build the module lambda first"
                    .formatted(runtime.archive(name));
        }
        Architecture other = name.equals(Architecture.ARM_64.getName()) ? Architecture.X86_64 : Architecture.ARM_64;
        return missing(name, Optional.of(other.getName()).filter(it -> isThere(runtime, other)));
    }

    /// @param there the other processor, where its archive is there
    static String missing(String name, Optional<String> there) {
        return there.map(other -> onlyOther(name, other)).orElse(NO_BUNDLED_ARCHIVE);
    }

    private static String onlyOther(String name, String other) {
        return "runtime BUNDLED must have its archive for the architecture '%s' on the class path: add io.github.jobsweep:jobsweep-runtime with the classifier %s in this library's version, or set architecture to the one that is there, '%s'"
                .formatted(name, name, other);
    }

    private static Path file(Construct scope, String resource) {
        // Without staging the assembly names this very file, so it is put there and stays.
        return scope.getNode().tryGetContext(NO_STAGING) == null
                ? EXTRACTED.computeIfAbsent(resource, FunctionArchive::temporary)
                : copy(resource, Path.of(assembly(scope), resource));
    }

    private static String assembly(Construct scope) {
        return Objects.requireNonNull(Stage.of(scope), "Every stack is in an app")
                .getAssetOutdir();
    }

    /// @throws IllegalArgumentException if it is not one of the two that there is an archive for
    static Architecture known(Architecture architecture) {
        String name = architecture.getName();
        if (!name.equals(Architecture.ARM_64.getName()) && !name.equals(Architecture.X86_64.getName())) {
            throw new IllegalArgumentException("architecture must be ARM_64 or X86_64, got '%s'".formatted(name));
        }
        return architecture;
    }

    private static Path temporary(String resource) {
        try {
            Path file = Files.createTempFile("jobsweep-function", ".zip");
            // The CDK copies an asset into the cloud assembly when it is made, so nobody needs the file later.
            file.toFile().deleteOnExit();
            return copy(resource, file);
        } catch (IOException e) {
            throw new UncheckedIOException("There is no place for a temporary file, the function's archive", e);
        }
    }

    private static Path copy(String resource, Path file) {
        try (InputStream archive = Objects.requireNonNull(FunctionArchive.class.getResourceAsStream(resource))) {
            Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("The function's archive can't be copied to " + file, e);
        }
    }
}
