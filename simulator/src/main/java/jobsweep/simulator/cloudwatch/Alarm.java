package jobsweep.simulator.cloudwatch;

import java.util.List;
import jobsweep.simulator.lambda.FunctionMetric;

/// An alarm on what happened to functions, all series together.
///
/// @param threshold the least sum that raises it
public record Alarm(String name, List<Series> series, long threshold) {
    public Alarm {
        series = List.copyOf(series);
    }

    /// One metric of one function.
    public record Series(FunctionMetric metric, String functionArn) {}
}
