package jobsweep.infra;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import software.amazon.awscdk.App;

/// The template of a [PlainProviderStack], as a file: what the build leaves for users without the CDK.
final class PlainTemplate {
    private PlainTemplate() {}

    /// Writes the template.
    ///
    /// @param arguments the file's path
    public static void main(String[] arguments) throws IOException {
        write(Path.of(arguments[0]));
    }

    static void write(Path file) throws IOException {
        App app = new App();
        PlainProviderStack stack = new PlainProviderStack(app, "JobsweepProvider");
        String template = app.synth().getStackArtifact(stack.getArtifactId()).getTemplateFullPath();
        Files.copy(Path.of(template), file, StandardCopyOption.REPLACE_EXISTING);
    }
}
