package jobsweep.simulator.cloudwatch;

import java.util.List;
import jobsweep.simulator.lambda.FunctionMetric;

/// An alarm on what happened to functions, or on what waits in queues, all series together.
///
/// @param threshold the least sum that raises it
public record Alarm(String name, List<Series> series, long threshold) {
    public Alarm {
        series = List.copyOf(series);
    }

    /// A number that is watched.
    public sealed interface Series {}

    /// One metric of one function.
    public record OfFunction(FunctionMetric metric, String functionArn) implements Series {}

    /// One metric that a function's log lines carry in the embedded metric format.
    public record OfLog(String namespace, String metricName, String functionArn) implements Series {}

    /// How many messages of a queue could be received.
    public record OfQueue(String queueName) implements Series {}
}
