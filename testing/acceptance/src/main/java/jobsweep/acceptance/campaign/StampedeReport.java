package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import jobsweep.acceptance.Figures;
import jobsweep.acceptance.Spread;
import jobsweep.simulator.iot.Operation;

/// What stampedes cost, beside the same ones of callers that know nothing of one another.
record StampedeReport(List<Stampede.Cost> jobsweep, List<Stampede.Cost> independent) {

    @Override
    public String toString() {
        Figures figures = new Figures(List.of("jobsweep", "Independent callers"));
        add(figures, "First DeleteStack to its last answer (s)", 1, cost -> seconds(cost.first()));
        add(figures, "First DeleteStack to the stack's end (s)", 1, cost -> seconds(cost.whole()));
        add(figures, "DeleteStack commands", 0, Stampede.Cost::commands);
        add(figures, "Cleanups that failed", 0, Stampede.Cost::failed);
        add(figures, "Execution environments", 0, Stampede.Cost::environments);
        add(figures, "DescribeJobExecution calls", 0, cost -> cost.calls(Operation.DESCRIBE));
        add(figures, "DeleteJobExecution calls", 0, cost -> cost.calls(Operation.DELETE));
        add(figures, "Throttled of both", 0, Stampede.Cost::throttled);
        return figures.toString().stripTrailing();
    }

    private void add(Figures figures, String name, int decimals, ToDoubleFunction<Stampede.Cost> figure) {
        figures.add(name, decimals, List.of(spread(jobsweep, figure), spread(independent, figure)));
    }

    private static Spread spread(List<Stampede.Cost> measured, ToDoubleFunction<Stampede.Cost> figure) {
        return Spread.of(measured.stream().mapToDouble(figure));
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
