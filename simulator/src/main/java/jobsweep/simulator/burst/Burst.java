package jobsweep.simulator.burst;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// The command that plays a burst.
@Command(
        name = "burst",
        mixinStandardHelpOptions = true,
        description = "Plays a burst of finished executions on the cleanup queue in simulated time, with faults and"
                + " kills, and checks what must hold.")
public final class Burst implements Callable<Integer> {
    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many executions end. Default: ${DEFAULT-VALUE}")
    private int events;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from. Default: ${DEFAULT-VALUE}")
    private long seed;

    private Burst() {}

    /// Exits with 0 if everything held that must.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Burst()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Report report = new Play(seed, events, QueueTemplate.synthesized(), ConsumerCode::built).play();
        System.out.println(report);
        report.findings().forEach(finding -> System.out.println("VIOLATED: " + finding));
        return report.findings().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
