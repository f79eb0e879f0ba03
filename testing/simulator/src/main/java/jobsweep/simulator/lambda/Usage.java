package jobsweep.simulator.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/// What a process has used of the machine since it started.
///
/// @param cpu             user and system time, to a hundredth of a second
/// @param peakMemoryBytes the most resident memory it had at any time
public record Usage(Duration cpu, long peakMemoryBytes) {
    private static final String PEAK = "VmHWM:";

    /// The usage of a process that runs; empty for one that has ended, or on a system without `/proc`.
    static Optional<Usage> of(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            Optional<Long> peak = lines.filter(line -> line.startsWith(PEAK))
                    .findFirst()
                    .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024);
            return process.info().totalCpuDuration().flatMap(cpu -> peak.map(bytes -> new Usage(cpu, bytes)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
