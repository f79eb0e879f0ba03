package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.acceptance.Figures;
import jobsweep.acceptance.chart.RateChart;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Operation;

/// What came of a year.
///
/// @param left     executions that are still there
/// @param requests that still wait
/// @param calls    that reached AWS IoT
record YearReport(int executions, long left, long requests, long deadLetters, List<Call> calls, Counts counts) {
    private static final int CALLS_PER_SECOND = 10;
    private static final List<Operation> LOOKS = List.of(Operation.DESCRIBE, Operation.LIST, Operation.LIST_FOR_JOB);
    private static final double MOST_USED_FOR_LOOKING = 2;

    long looks() {
        return LOOKS.stream().mapToLong(this::calls).sum();
    }

    /// The looks over time.
    RateChart chart() {
        Set<String> names = LOOKS.stream().map(Operation::awsName).collect(Collectors.toSet());
        return RateChart.of(
                "Looks a second, after %s executions were left behind".formatted(executions),
                Duration.ofDays(1),
                calls.stream().filter(call -> names.contains(call.operation())).map(Call::begun),
                CALLS_PER_SECOND,
                RateChart.Axis.LOGARITHMIC);
    }

    /// Of one operation's quota, in %.
    double usedForLooking() {
        return 100.0 * looks() / (CALLS_PER_SECOND * Year.LENGTH.toSeconds());
    }

    /// What must hold and does not.
    List<String> findings() {
        return Stream.of(
                        found(left > 0, left + " executions left"),
                        found(requests > 0, requests + " requests left"),
                        found(deadLetters > 0, deadLetters + " dead letters"),
                        found(usedForLooking() > MOST_USED_FOR_LOOKING, "looking takes more of the quota than it may"))
                .flatMap(found -> found)
                .toList();
    }

    private static Stream<String> found(boolean isViolated, String what) {
        return isViolated ? Stream.of(what) : Stream.empty();
    }

    private long calls(Operation operation) {
        return calls.stream()
                .filter(call -> call.operation().equals(operation.awsName()))
                .count();
    }

    @Override
    public String toString() {
        Figures figures = new Figures(List.of("Year"));
        figures.addValues("Executions left behind", 0, value(executions));
        figures.addValues("Left in the end", 0, value(left));
        figures.addValues("Requests left", 0, value(requests));
        figures.addValues("Dead letters", 0, value(deadLetters));
        figures.addValues("DeleteJobExecution calls", 0, value(calls(Operation.DELETE)));
        figures.addValues("Looks", 0, value(looks()));
        figures.addValues("Looks (% of the quota)", 4, value(usedForLooking()));
        for (String what : List.of(Evidence.KILLS, Evidence.BATCHES)) {
            figures.addValues(what, 0, value(counts.of(what)));
        }
        return figures.toString().stripTrailing();
    }

    private static List<Double> value(Number figure) {
        return List.of(figure.doubleValue());
    }
}
