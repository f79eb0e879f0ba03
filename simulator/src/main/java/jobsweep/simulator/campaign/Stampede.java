package jobsweep.simulator.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import jobsweep.simulator.benchmark.Count;
import jobsweep.simulator.benchmark.Figures;
import jobsweep.simulator.benchmark.Spread;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Operation;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// The command that measures the deletion of a stack with many cleanups.
@Command(
        name = "stampede",
        mixinStandardHelpOptions = true,
        description = "Deletes a stack with many cleanups in simulated time, under AWS IoT's quota, and measures the"
                + " function beside callers that know nothing of one another.")
public final class Stampede implements Callable<Integer> {
    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "15",
            converter = Count.class,
            description = "How many stacks are deleted. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The first one's seed; each further one has the next. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "200",
            converter = Count.class,
            description = "How many cleanups a stack has. Default: ${DEFAULT-VALUE}")
    private int size;

    private Stampede() {}

    /// Exits with 0 if every stack was deleted.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Stampede()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Template provider = Provider.synthesized();
        var jobsweep = measured(provider, FunctionCode::built);
        var independent = measured(provider, IndependentCaller::load);
        System.out.printf(Locale.ROOT, "%d stacks with %d cleanups each, from seed %d%n%n", runs, size, seed);
        System.out.print(new Comparison(jobsweep, independent).figures());
        return ExitCode.OK;
    }

    private List<CrowdedStack.Cost> measured(Template provider, FunctionCode code) {
        return LongStream.range(seed, seed + runs)
                .mapToObj(each -> new CrowdedStack(each, size, provider, code).play())
                .toList();
    }

    private record Comparison(List<CrowdedStack.Cost> jobsweep, List<CrowdedStack.Cost> independent) {
        Figures figures() {
            Figures figures = new Figures(List.of("jobsweep", "Independent callers"));
            add(figures, "First DeleteStack to its last answer (s)", 1, cost -> seconds(cost.first()));
            add(figures, "First DeleteStack to the stack's end (s)", 1, cost -> seconds(cost.whole()));
            add(figures, "DeleteStack commands", 0, CrowdedStack.Cost::commands);
            add(figures, "Cleanups that failed", 0, CrowdedStack.Cost::failed);
            add(figures, "Execution environments", 0, CrowdedStack.Cost::environments);
            add(figures, "DescribeJobExecution calls", 0, cost -> cost.calls(Operation.DESCRIBE));
            add(figures, "DeleteJobExecution calls", 0, cost -> cost.calls(Operation.DELETE));
            add(figures, "Throttled of both", 0, CrowdedStack.Cost::throttled);
            return figures;
        }

        private void add(Figures figures, String name, int decimals, ToDoubleFunction<CrowdedStack.Cost> figure) {
            figures.add(name, decimals, List.of(spread(jobsweep, figure), spread(independent, figure)));
        }

        private static Spread spread(List<CrowdedStack.Cost> measured, ToDoubleFunction<CrowdedStack.Cost> figure) {
            return Spread.of(measured.stream().mapToDouble(figure));
        }

        private static double seconds(Duration duration) {
            return duration.toMillis() / 1000.0;
        }
    }
}
