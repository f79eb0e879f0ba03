package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import jobsweep.acceptance.Figures;
import jobsweep.acceptance.Spread;
import jobsweep.acceptance.options.StampedeOptions;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Operation;

/// The command that measures the deletion of a stack with many cleanups.
public final class Stampede {
    private final StampedeOptions options;

    public Stampede(StampedeOptions options) {
        this.options = options;
    }

    /// Deletes the stacks, and shows what that took.
    public void measure() throws IOException {
        Template provider = Provider.synthesized();
        var jobsweep = measured(provider, FunctionCode::built);
        var independent = measured(provider, IndependentCaller::load);
        System.out.printf(
                Locale.ROOT,
                "%d stacks with %d cleanups each, from seed %d%n%n",
                options.runs(),
                options.size(),
                options.seed());
        System.out.print(new Comparison(jobsweep, independent).figures());
    }

    private List<CrowdedStack.Cost> measured(Template provider, FunctionCode code) {
        return LongStream.range(0, options.runs())
                .mapToObj(each -> new CrowdedStack(options.seed() + each, options.size(), provider, code).play())
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
