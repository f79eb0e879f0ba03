package jobsweep.infra;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.constructs.Construct;

/// The built function, which travels as a resource beside this class: in the library's jar, or in a folder of classes.
final class FunctionArchive {
    private static final String RESOURCE = "function.jar";

    private FunctionArchive() {}

    /// The code of a function in `scope`: an asset, or in a [PlainProviderStack] what its user has put into a bucket.
    /// The asset's hash is of the content alone, so the same function is never deployed twice.
    static Code code(Construct scope) {
        return Stack.of(scope) instanceof PlainProviderStack plain
                ? plain.code()
                : Code.fromAsset(Extracted.FILE.toString());
    }

    // A holder of its own: one copy for all stacks of an app, made when the first one asks.
    private static final class Extracted {
        static final Path FILE = extract();

        private static Path extract() {
            try (InputStream archive = FunctionArchive.class.getResourceAsStream(RESOURCE)) {
                if (archive == null) {
                    throw new IllegalStateException(
                            "The function's archive jobsweep/infra/%s is not on the class path: build the module lambda first"
                                    .formatted(RESOURCE));
                }
                Path file = Files.createTempFile("jobsweep-function", ".jar");
                // The CDK copies an asset into the cloud assembly when it is made, so nobody needs the file later.
                file.toFile().deleteOnExit();
                Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException("The function's archive can't be copied to a temporary file", e);
            }
        }
    }
}
