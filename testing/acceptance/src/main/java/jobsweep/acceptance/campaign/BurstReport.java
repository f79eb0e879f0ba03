package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.acceptance.Figures;
import jobsweep.acceptance.chart.RateChart;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Operation;

/// What came of a burst.
///
/// @param duration       from the first event until the queue was empty
/// @param lost           executions that were asked for and are still there, with no message left
/// @param deletedUnended executions that were queued or running and are gone
/// @param rateUsed       of the quota, in %
/// @param calls          that reached AWS IoT
record BurstReport(
        int events,
        Duration duration,
        long lost,
        long deletedUnended,
        long deadLetters,
        double rateUsed,
        List<Call> calls,
        History history) {
    private static final int LOWEST_RATE_USED = 95;
    private static final int MOST_THROTTLED = 1;

    long deleted() {
        return events - lost;
    }

    /// In % of all calls.
    double throttled() {
        long throttled = calls.stream()
                .filter(call -> call.errorCode().equals("ThrottlingException"))
                .count();
        return 100.0 * throttled / Math.max(1, calls.size());
    }

    /// How often something happened.
    long times(String what) {
        return history.counts.of(what);
    }

    /// The deletions over time.
    RateChart chart() {
        return RateChart.of(
                "DeleteJobExecution calls a second, after %s executions have ended".formatted(events),
                Duration.ofSeconds(10),
                calls(Operation.DELETE),
                Burst.CALLS_PER_SECOND,
                RateChart.Axis.LINEAR);
    }

    private Stream<Instant> calls(Operation operation) {
        return calls.stream()
                .filter(call -> call.operation().equals(operation.awsName()))
                .map(Call::begun);
    }

    /// What must hold and does not.
    List<String> findings() {
        Stream<String> ofBurst = Stream.of(
                        found(lost > 0, lost + " lost"),
                        found(deletedUnended > 0, deletedUnended + " deleted that was queued or running"),
                        found(deadLetters > 0, deadLetters + " dead letters"),
                        found(rateUsed < LOWEST_RATE_USED, "rate used is below %s %%".formatted(LOWEST_RATE_USED)),
                        found(throttled() >= MOST_THROTTLED, "%s %% or more throttled".formatted(MOST_THROTTLED)))
                .flatMap(found -> found);
        return Stream.concat(ofBurst, history.findings.stream().map(Finding::toString))
                .toList();
    }

    private static Stream<String> found(boolean isViolated, String what) {
        return isViolated ? Stream.of(what) : Stream.empty();
    }

    @Override
    public String toString() {
        Figures figures = new Figures(List.of("Burst"));
        figures.addValues("Simulated duration (s)", 0, value(duration.toSeconds()));
        figures.addValues("Events", 0, value(events));
        figures.addValues("Executions deleted", 0, value(deleted()));
        figures.addValues("Lost", 0, value(lost));
        figures.addValues("Deleted that was queued or running", 0, value(deletedUnended));
        figures.addValues("Dead letters", 0, value(deadLetters));
        calls.stream()
                .collect(Collectors.groupingBy(Call::operation, TreeMap::new, Collectors.counting()))
                .forEach((operation, times) -> figures.addValues(operation + " calls", 0, value(times)));
        figures.addValues("Rate used (% of the quota)", 1, value(rateUsed));
        figures.addValues("Throttled (% of the calls)", 2, value(throttled()));
        for (String what : List.of(Evidence.KILLS, Evidence.BATCHES, Evidence.RECEIVED_AGAIN)) {
            figures.addValues(what, 0, value(times(what)));
        }
        return String.format(Locale.ROOT, "%s\nfingerprint %016x", figures, history.fingerprint());
    }

    private static List<Double> value(Number figure) {
        return List.of(figure.doubleValue());
    }
}
