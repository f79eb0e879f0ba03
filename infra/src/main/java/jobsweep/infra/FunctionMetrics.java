package jobsweep.infra;

import java.util.Map;
import jobsweep.contract.Metric;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.lambda.IFunction;

/// What a function itself counts, as CloudWatch's metrics.
final class FunctionMetrics {
    /// None that differ.
    static final MetricOptions DEFAULTS = MetricOptions.builder().build();

    private FunctionMetrics() {}

    static software.amazon.awscdk.services.cloudwatch.Metric sum(IFunction function, Metric metric) {
        return of(function, metric).statistic("Sum").build();
    }

    /// Of what is looked at twice a day and more.
    static software.amazon.awscdk.services.cloudwatch.Metric daysMaximum(IFunction function, Metric metric) {
        return of(function, metric)
                .statistic("Maximum")
                .period(Duration.days(1))
                .build();
    }

    private static software.amazon.awscdk.services.cloudwatch.Metric.Builder of(IFunction function, Metric metric) {
        return software.amazon.awscdk.services.cloudwatch.Metric.Builder.create()
                .namespace(Metric.NAMESPACE)
                .metricName(metric.awsName())
                .dimensionsMap(Map.of(Metric.DIMENSION, function.getFunctionName()));
    }
}
