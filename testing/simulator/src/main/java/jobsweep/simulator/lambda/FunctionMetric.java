package jobsweep.simulator.lambda;

import java.util.Optional;
import java.util.stream.Stream;

/// What Lambda counts of a function, with CloudWatch's name for it.
public enum FunctionMetric {
    /// Attempts that failed, in whatever way.
    ERRORS("Errors"),
    /// Events that were given up, whether a destination was told or not.
    ASYNC_EVENTS_DROPPED("AsyncEventsDropped"),
    /// Events that were given up and whose destination could not be told.
    DESTINATION_DELIVERY_FAILURES("DestinationDeliveryFailures");

    private final String awsName;

    FunctionMetric(String awsName) {
        this.awsName = awsName;
    }

    /// The metric with this name in the namespace `AWS/Lambda`; empty if the simulator does not count it.
    public static Optional<FunctionMetric> named(String awsName) {
        return Stream.of(values())
                .filter(metric -> metric.awsName.equals(awsName))
                .findFirst();
    }
}
