package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/// Templates that somebody has reviewed, with their asset hashes and the time of their synthesis masked.
final class GoldenTemplates {
    static final String ASSET_HASH = "[0-9a-f]{64}";

    private static final String TIME = "(?<=\"Deployment\": \")[^\"]*";

    private static final Path DIRECTORY = Path.of("src/test/resources/jobsweep/infra");

    private GoldenTemplates() {}

    /// Asserts that the stack's template is the reviewed one.
    static void assertReviewed(String name, App app, Stack stack) throws IOException {
        Path golden = DIRECTORY.resolve(name + ".template.json");
        String template =
                synthesized(app, stack).replaceAll(ASSET_HASH, "<asset hash>").replaceAll(TIME, "<time>") + "\n";
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(golden, template);
        }

        assertThat(template)
                .as("if the change is meant, run the tests with -Dgolden.refresh and review the diff")
                .isEqualTo(Files.readString(golden));
    }

    static String synthesized(App app, Stack stack) throws IOException {
        return Files.readString(
                Path.of(app.synth().getStackArtifact(stack.getArtifactId()).getTemplateFullPath()));
    }
}
