package jobsweep.simulator.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import jobsweep.simulator.options.Jobsweep;
import jobsweep.simulator.options.PlayOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayTest {
    private final StringWriter shown = new StringWriter();
    private final StringWriter complaints = new StringWriter();

    @Test
    void theExampleIsCreatedRefusedUpdatedToForceAndDeleted() {
        assertThat(play()).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "firmware-42 on greenhouse-7, execution 1  IN_PROGRESS",
                        "create-stack",
                        "→ iot:DescribeJobExecution firmware-42 on greenhouse-7, execution 1: 200",
                        "Rollout",
                        "CREATE_COMPLETE",
                        "update-stack",
                        "force=false: 409 InvalidStateTransitionException",
                        "DELETE_FAILED",
                        "set Force: true",
                        "UPDATE_COMPLETE",
                        "update-stack",
                        "Force: true",
                        "UPDATE_COMPLETE",
                        "delete-stack",
                        "force=true: 200",
                        "DELETE_COMPLETE",
                        "Job executions now: none",
                        "All as it should be.")
                .doesNotContain("\u001b");
    }

    @Test
    void anotherExecutionIsPlayedWithForceFromTheBeginning() {
        assertThat(play("--job", "wifi", "--thing", "pump:7", "--number", "9223372036854775807", "--force"))
                .isZero();

        assertThat(shown.toString())
                .contains("iot:DeleteJobExecution wifi on pump:7, execution 9223372036854775807, force=true: 200")
                .doesNotContain("DELETE_FAILED", "update-stack");
    }

    @Test
    void theReadmesTemplateIsPlayedWithTheDeployedProvider(@TempDir Path directory) throws IOException {
        Path template = Files.writeString(directory.resolve("rollout.yaml"), templateInReadme());

        assertThat(play(template.toString())).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "create-stack --stack-name JobsweepProvider",
                        "create-stack --stack-name rollout",
                        "Job executions queued:",
                        "delete-stack --stack-name rollout",
                        "Job executions now: none");
    }

    @Test
    void severalTemplatesArePlayedOneAfterAnother(@TempDir Path directory) throws IOException {
        Path rollout = Path.of("..", "examples", "cloudformation", "rollout.yaml");
        Path thing = Files.writeString(directory.resolve("thing.yaml"), "Resources: {Thing: {Type: AWS::IoT::Thing}}");

        assertThat(play(rollout.toString(), thing.toString())).isZero();

        assertThat(shown.toString())
                .containsSubsequence(
                        "create-stack --stack-name rollout",
                        "All as it should be.",
                        "create-stack --stack-name thing",
                        "All as it should be.");
    }

    private int play(String... arguments) {
        return Jobsweep.commandLine((options, out) -> new Play((PlayOptions) options, out).play())
                .setOut(new PrintWriter(shown, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(Stream.concat(Stream.of("play"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String templateInReadme() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        String fence = "```yaml\n";
        int start = readme.indexOf(fence) + fence.length();
        return readme.substring(start, readme.indexOf("```", start));
    }
}
