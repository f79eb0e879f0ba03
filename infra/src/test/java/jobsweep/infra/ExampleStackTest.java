package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

class ExampleStackTest {
    private static final Path GOLDEN = Path.of("src/test/resources/jobsweep/infra/example.template.json");
    private static final String ASSET_HASH = "[0-9a-f]{64}";

    @Test
    void theTemplateIsTheOneThatWasReviewed() throws IOException {
        String template = Files.readString(synthesized()).replaceAll(ASSET_HASH, "<asset hash>") + "\n";
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(GOLDEN, template);
        }

        assertThat(template)
                .as("if the change is meant, run the tests with -Dgolden.refresh and review the diff")
                .isEqualTo(Files.readString(GOLDEN));
    }

    @Test
    void buildingTwiceGivesTheSameAssetHash() throws IOException {
        assertThat(Files.readString(synthesized()))
                .containsPattern(ASSET_HASH)
                .isEqualTo(Files.readString(synthesized()));
    }

    @Test
    void theNameOfItsThingIsCheckedLikeACleanups() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ExampleStack.Execution("firmware-42", "greenhouse 7", 1, false))
                .withMessage("ThingName must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, got 'greenhouse 7'");
    }

    private static Path synthesized() {
        App app = new App();
        ExampleStack stack = new ExampleStack(app, "JobsweepExample", ExampleStack.Execution.EXAMPLE);
        CloudFormationStackArtifact artifact = app.synth().getStackArtifact(stack.getArtifactId());
        return Path.of(artifact.getTemplateFullPath());
    }
}
