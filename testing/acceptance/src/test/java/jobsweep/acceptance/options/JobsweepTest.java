package jobsweep.acceptance.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jobsweep.acceptance.ExampleStack;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ExitCode;
import software.amazon.awscdk.App;

class JobsweepTest {
    private final StringWriter shown = new StringWriter();
    private final StringWriter complaints = new StringWriter();
    private final List<Options> run = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("template.yaml"), "Resources: {}");
        Files.createFile(directory.resolve("empty.yaml"));
        Files.createDirectory(directory.resolve("cdk.out"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                  | A command is missing: one of play, campaign, soak, benchmark",
                "plya                                | There is no command 'plya', only play, campaign, soak, benchmark",
                "--colour=blue                       | Unknown option: '--colour=blue'",
                "campaign --colour=blue              | Unknown option: '--colour=blue'",
                "campaign twice                      | There is no command 'twice', only burst, stampede, year",
                "campaign --seed 7 burst             | --seed stands before 'burst', whose options follow it",
                "soak twice                          | Unmatched argument at index 1: 'twice'",
                "campaign --sequences 0              | --sequences must be a whole number from 1 to 10000000, got '0'",
                "campaign --sequences -1             | --sequences must be a whole number from 1 to 10000000, got '-1'",
                "campaign --sequences 10000001       | --sequences must be a whole number from 1 to 10000000, got '10000001'",
                "campaign --sequences some           | --sequences must be a whole number from 1 to 10000000, got 'some'",
                "campaign --sequences 1 --sequences 2 | option '--sequences' (N) should be specified only once",
                "campaign --seed 9223372036854775808 | --seed must be a whole number from -9223372036854775808 to 9223372036854775807, got '9223372036854775808'",
                "campaign burst --events 0           | --events must be a whole number from 1 to 100000, got '0'",
                "campaign stampede --runs 0          | --runs must be a whole number from 1 to 10000, got '0'",
                "soak --events 0                     | --events must be a whole number from 1 to 100000, got '0'",
                "campaign year --executions 0        | --executions must be a whole number from 1 to 100000, got '0'",
                "campaign stampede --size 501        | --size must be a whole number from 1 to 500, got '501'",
                "benchmark --runs 0                  | --runs must be a whole number from 1 to 10000, got '0'",
                "benchmark --warm -1                 | --warm must be a whole number from 1 to 10000, got '-1'",
                "benchmark --against old             | Value for option option '--against' (NAME=ARCHIVE) should be in KEY=VALUE format but was old",
                "benchmark --against old=%s/no.zip   | --against must be a file, but there is no %s/no.zip",
                "benchmark --against old=%s/cdk.out  | --against must be a file, but %s/cdk.out is a directory",
                "benchmark --against old=%s/template.yaml | --against must be an archive, but %s/template.yaml is none: zip END header not found",
                "benchmark --against jobsweep=%s/template.yaml | --against must have another name than jobsweep, bundled, Powertools and Node.js, got 'jobsweep'",
                "benchmark --chart %s                | --chart must be a file, but %s is a directory",
                "campaign burst --chart %s/no/a.svg  | --chart must be in a directory that is there, got '%s/no/a.svg'",
                "campaign year --chart %s/no/a.svg   | --chart must be in a directory that is there, got '%s/no/a.svg'",
                "play --number -1                    | --number must be a whole number from 0 to 9223372036854775807, got '-1'",
                "play --job a/b                      | --job must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, got 'a/b'",
                "play --thing a/b                    | --thing must be 1 to 128 characters of a-z, A-Z, 0-9, :, _ and -, got 'a/b'",
                "play %s/missing.yaml                | TEMPLATE must be a file, but there is no %s/missing.yaml",
                "play %s/template.yaml %s/cdk.out    | TEMPLATE must be a file, but %s/cdk.out is a directory",
                "play %s/empty.yaml                  | TEMPLATE must be a file, but %s/empty.yaml is empty",
                "play /dev/null                      | TEMPLATE must be a file, but /dev/null is something else",
                "play %s/template.yaml --job wifi    | --job is for the example that is played without a template: a template names its executions itself",
                "play --force %s/template.yaml       | --force is for the example that is played without a template: a template names its executions itself",
                "play --parameter Stage=test         | --parameter is for a template, and none is given: name its file as well",
                "play %s/template.yaml --parameter a | Value for option option '--parameter' (KEY=VALUE) should be in KEY=VALUE format but was a",
                "play --event %s/template.yaml       | --event is for a template, and none is given: name its file as well",
                "play %s/template.yaml --event %s/no | --event must be a file, but there is no %s/no",
            })
    void aMistakeIsSaidInALineWithAnotherThatSaysWhereHelpIs(String arguments, String sentence) {
        assertThat(execute(arguments)).isEqualTo(ExitCode.USAGE);

        assertThat(complaints.toString().lines())
                .hasSize(2)
                .startsWith(sentence.replace("%s", directory.toString()))
                .last()
                .asString()
                .matches("\\./jobsweep( [a-z]+)* --help says what can be given\\.");
        assertThat(run).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE})
    void aSeedMayBeAnyNumber(long seed) {
        assertThat(execute("campaign burst --seed " + seed)).isZero();

        assertThat(((BurstOptions) run.getFirst()).seed()).isEqualTo(seed);
    }

    @Test
    void aParametersValueMayHaveAnythingInIt() {
        assertThat(execute("play %s/template.yaml --parameter Patterns=a-*,b=c --parameter Empty="))
                .isZero();

        assertThat(((PlayOptions) run.getFirst()).parameters())
                .containsEntry("Patterns", "a-*,b=c")
                .containsEntry("Empty", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "play",
                "campaign",
                "campaign burst",
                "campaign stampede",
                "campaign year",
                "soak",
                "benchmark"
            })
    void everyCommandHasHelpAndAVersionAndRunsForNeither(String command) {
        assertThat(execute(command + " --help")).isZero();
        assertThat(shown.toString()).startsWith(("Usage: ./jobsweep " + command).strip());

        assertThat(execute(command + " --version")).isZero();
        assertThat(shown.toString()).contains("jobsweep ");
        assertThat(run).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "", "a:b"})
    void aJobIsRefusedInTheWordsOfTheConstruct(String jobId) {
        assertThat(execute("play", "--job", jobId, "--thing", "pump:7")).isEqualTo(ExitCode.USAGE);

        String sentence = complaints.toString().lines().findFirst().orElse("");
        assertThatThrownBy(() ->
                        new ExampleStack(new App(), "Example", new ExampleStack.Execution(jobId, "pump:7", 1, false)))
                // A construct may be about every job, and what is played is about one.
                .hasMessage(sentence.replace("--job", "JobId").replace(", got", ", or *, got"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b", "", "pümp"})
    void aThingIsRefusedInTheWordsOfTheConstruct(String thingName) {
        assertThat(execute("play", "--thing", thingName)).isEqualTo(ExitCode.USAGE);

        String sentence = complaints.toString().lines().findFirst().orElse("");
        assertThatThrownBy(() -> new ExampleStack.Execution("firmware-42", thingName, 1, false))
                .hasMessage(sentence.replace("--thing", "ThingName"));
    }

    @Test
    void inputThatTurnsOutToBeUnusableIsSaidInItsSentence() {
        int exit = Jobsweep.commandLine((_, _) -> {
                    throw new InputException("rollout.yaml: no template");
                })
                .setErr(new PrintWriter(complaints, true))
                .execute("soak");

        assertThat(exit).isEqualTo(ExitCode.USAGE);
        assertThat(complaints.toString().lines()).containsExactly("rollout.yaml: no template");
    }

    private int execute(String arguments) {
        return execute(arguments.isBlank() ? new String[0] : arguments.strip().split(" +", -1));
    }

    private int execute(String... arguments) {
        String[] named = List.of(arguments).stream()
                .map(argument -> argument.replace("%s", directory.toString()))
                .toArray(String[]::new);
        return Jobsweep.commandLine((options, _) -> run.add(options))
                .setOut(new PrintWriter(shown, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(named);
    }
}
