package jobsweep.acceptance.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsIT {
    @TempDir
    private Path temporary;

    @Test
    void aCommandThatIsEndedFromOutsideLeavesNothingBehind() throws Exception {
        Process command = start("play");
        try (BufferedReader shown = command.inputReader(UTF_8)) {
            // By now a function's JVM has been at work.
            assertThat(shown.lines().anyMatch(line -> line.contains("CREATE_COMPLETE")))
                    .isTrue();
            List<ProcessHandle> started = command.descendants().toList();
            assertThat(started).hasSizeGreaterThan(1);

            command.destroy();

            assertThat(command.waitFor(1, TimeUnit.MINUTES)).isTrue();
            for (ProcessHandle process : started) {
                process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
            }
            assertThat(temporary).isDirectoryNotContaining("glob:**/simulated-aws*");
        }
    }

    private Process start(String... arguments) throws IOException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Commands.class.getName())
                .redirectErrorStream(true);
        command.command().addAll(List.of(arguments));
        return command.start();
    }
}
