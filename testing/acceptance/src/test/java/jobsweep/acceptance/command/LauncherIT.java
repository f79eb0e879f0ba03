package jobsweep.acceptance.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./jobsweep` in a checkout of its own, on a machine whose Maven, Java and Node.js are scripts.
class LauncherIT {
    private static final List<String> MODULES =
            List.of("contract", "lambda", "infra", "testing/simulator", "testing/acceptance");
    private static final List<String> TOOLS =
            List.of("bash", "date", "dirname", "find", "grep", "mkdir", "readlink", "sed", "tail", "tee", "touch");
    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
    private static final FileTime IN_THE_FUTURE = FileTime.from(Instant.parse("2126-01-01T00:00:00Z"));

    @TempDir
    private Path directory;

    private Path project;
    private Path bin;

    @BeforeEach
    void aCheckoutThatWasNeverBuilt() throws IOException {
        project = Files.createDirectory(directory.resolve("a checkout"));
        bin = Files.createDirectory(directory.resolve("bin"));
        Files.copy(Path.of("..", "..", "jobsweep"), project.resolve("jobsweep"));
        source("pom.xml", "<version>1.2.3</version>\n<picocli.version>4.5.6</picocli.version>\n");
        for (String module : MODULES) {
            Files.createDirectories(project.resolve(module));
            source(module + "/pom.xml", "");
            Files.createDirectories(project.resolve(module + "/src/main"));
            source(module + "/src/main/Some.java", "");
            Files.setLastModifiedTime(project.resolve(module + "/src/main"), LONG_AGO);
        }
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin.resolve(tool), installed(tool));
        }
        script("node", "echo v22.1.0");
        script("java", """
                case "$*" in
                    *CheckOptions.java*--help) echo "What can be given" ;;
                    *CheckOptions.java*--wrong) echo "Unknown option: '--wrong'" >&2; exit 2 ;;
                    *CheckOptions.java*) ;;
                    *) echo "runs $*" ;;
                esac""");
        script("mvn", """
                case "$*" in
                    --version) ;;
                    *dependency:copy*) : > target/tools/picocli.jar; echo "    java.home = ${PATH%/bin}" ;;
                    *)
                        echo "[INFO] Building jobsweep: the function 1.2.3                   [2/4]"
                        echo "Downloaded from somewhere: some.jar (21 MB at 3.4 MB/s)"
                        echo "[INFO] --- maven-compiler-plugin:3.14.1:compile (default) @ jobsweep-lambda ---"
                        for module in contract lambda infra testing/simulator testing/acceptance; do
                            mkdir -p $module/target
                            : > $module/target/classpath
                        done
                        ;;
                esac""");
    }

    @Test
    void atFirstOptionsAreCheckedThenAllIsBuiltThenTheCommandRuns() throws Exception {
        Run run = jobsweep("play", "--force");

        assertThat(run.exit()).isZero();
        assertThat(run.error().replaceAll("in [0-9]+ s", "in 1 s")).isEqualTo("""
                jobsweep: looks for what it needs
                jobsweep: builds its modules; the first time, some 330 MB are fetched and it takes minutes
                  fetched 21 MB
                  jobsweep: the function: compile
                jobsweep: built in 1 s
                """);
        assertThat(run.output())
                .startsWith("runs ")
                .contains(" -Djobsweep.version=1.2.3 -cp ")
                .endsWith(" jobsweep.acceptance.command.Commands play --force\n");
    }

    @Test
    void whereNothingChangedNothingIsBuilt() throws Exception {
        jobsweep("play");
        script("mvn", "exit 1");

        Run run = jobsweep("play", "two words");

        assertThat(run).isEqualTo(new Run(0, run.output(), ""));
        assertThat(run.output()).endsWith("Commands play two words\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "infra/pom.xml", "lambda/src/main/Some.java", "lambda/target/classpath"})
    void whatIsNewerThanTheBuildIsBuiltAgain(String file) throws Exception {
        jobsweep("play");
        Files.setLastModifiedTime(project.resolve(file), IN_THE_FUTURE);

        assertThat(jobsweep("play").error()).contains("builds its modules");
    }

    @Test
    void aLibraryThatIsGoneIsFetchedAgain() throws Exception {
        jobsweep("play");
        write(project.resolve("testing/acceptance/target/classpath"), "/nowhere/some.jar");

        assertThat(jobsweep("play").error()).contains("builds its modules");
    }

    @Test
    void theAppNeedsNothingOfTheSimulator() throws Exception {
        jobsweep("play");
        Files.delete(project.resolve("testing/acceptance/target/classpath"));

        Run run = jobsweep("app");

        assertThat(run).isEqualTo(new Run(0, run.output(), ""));
        assertThat(run.output()).endsWith(" jobsweep.infra.JobsweepApp\n");
    }

    @Test
    void aMistakeInTheOptionsIsSaidBeforeAnythingIsBuilt() throws Exception {
        Run run = jobsweep("play", "--wrong");

        assertThat(run).isEqualTo(new Run(2, "", "jobsweep: looks for what it needs\nUnknown option: '--wrong'\n"));
    }

    @Test
    void helpIsShownBeforeAnythingIsBuilt() throws Exception {
        Run run = jobsweep("play", "--help");

        assertThat(run).isEqualTo(new Run(0, "What can be given\n", "jobsweep: looks for what it needs\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo v18.20.8", "exit 1", ""})
    void withoutNodeOneSentenceSaysSo(String node) throws Exception {
        script("node", node);

        assertThat(jobsweep("play")).isEqualTo(new Run(1, "", """
                jobsweep needs Node.js 20 or newer on the PATH, which the CDK runs on: install it, from https://nodejs.org for example.
                """));
    }

    @Test
    void node20IsEnough() throws Exception {
        script("node", "echo v20.20.2");

        assertThat(jobsweep("play").exit()).isZero();
    }

    @Test
    void withoutMavenOneSentenceSaysSo() throws Exception {
        Files.delete(bin.resolve("mvn"));

        assertThat(jobsweep("play")).isEqualTo(new Run(1, "", """
                jobsweep: looks for what it needs
                jobsweep needs Maven 3.8 or newer: install it, and have mvn on the PATH.
                """));
    }

    @Test
    void withoutAnyJavaOneSentenceSaysSo() throws Exception {
        script("mvn", "echo 'The JAVA_HOME environment variable is not defined correctly' >&2; exit 1");

        assertThat(jobsweep("play").error()).endsWith("""
                jobsweep needs a JDK 25: install one, from https://adoptium.net for example, and set JAVA_HOME to it.
                """);
    }

    @Test
    void whatMavenMissesIsSaidInItsSentenceAlone() throws Exception {
        script("mvn", """
                [ "$*" = --version ] && exit
                echo "[ERROR] Failed to execute goal enforce (requirements) on project jobsweep:"
                echo "[ERROR] jobsweep needs a JDK 25: install one."
                echo "[ERROR] -> [Help 1]"
                exit 1""");

        assertThat(jobsweep("play"))
                .isEqualTo(
                        new Run(1, "", "jobsweep: looks for what it needs\njobsweep needs a JDK 25: install one.\n"));
    }

    @Test
    void aBuildThatFailsIsSaidInTwoLines() throws Exception {
        jobsweep("play");
        Files.delete(project.resolve("testing/acceptance/target/classpath"));
        script("mvn", """
                [ "$*" = --version ] && exit
                echo "[INFO] Building"
                echo "[ERROR] Some.java:[1,2] ';' expected"
                echo "[ERROR] For more information"
                exit 1""");

        Run run = jobsweep("play");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.error()).endsWith("""
                The build failed: [ERROR] Some.java:[1,2] ';' expected
                All that Maven said is in %s
                """.formatted(project.resolve("target/tools/build.log")));
    }

    private Run jobsweep(String... arguments) throws Exception {
        Path output = directory.resolve("output");
        Path error = directory.resolve("error");
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of("./jobsweep"), Stream.of(arguments)).toList());
        builder.environment().clear();
        builder.environment().putAll(Map.of("PATH", bin.toString(), "LC_ALL", "C.UTF-8"));
        int exit = builder.directory(project.toFile())
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start()
                .waitFor();
        return new Run(exit, Files.readString(output), Files.readString(error));
    }

    private void source(String file, String text) throws IOException {
        write(project.resolve(file), text);
        Files.setLastModifiedTime(project.resolve(file), LONG_AGO);
    }

    private void script(String name, String commands) throws IOException {
        Path script = write(bin.resolve(name), "#!/usr/bin/env bash\n" + commands + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path write(Path file, String text) throws IOException {
        return Files.write(file, text.getBytes(UTF_8));
    }

    private static Path installed(String tool) {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /// How one call ended.
    private record Run(int exit, String output, String error) {}
}
