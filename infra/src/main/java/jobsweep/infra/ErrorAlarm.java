package jobsweep.infra;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// An alarm on what no answer to CloudFormation tells: that a function ended without one.
final class ErrorAlarm {
    private static final String DESCRIPTION =
            "A function of jobsweep ended without an answer to CloudFormation, or was sent an event that it can't answer."
                    + " The stack waits for the next attempt, or"
                    + " for the on-failure function to answer; if that fails too, until its ServiceTimeout has passed."
                    + " The functions' log group says which request it was, and why";

    // The operator + has no value while one of its metrics has none, and a function that is not called has none.
    private static final String ANY_FAILURE = "SUM([errors, ignored, onFailureErrors, onFailureIgnored, undelivered])";

    private ErrorAlarm() {}

    /// Adds the alarm to `provider`.
    static Alarm create(Construct provider, Function function, Function onFailure) {
        return Alarm.Builder.create(provider, "ErrorAlarm")
                .alarmDescription(DESCRIPTION)
                .metric(MathExpression.Builder.create()
                        .expression(ANY_FAILURE)
                        .label("Failures without an answer")
                        .period(Duration.minutes(5))
                        .usingMetrics(metrics(function, onFailure))
                        .build())
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    // Ignored are events that can't be answered, which are no errors: Lambda would only deliver them again.
    // Sorted, because the template has them in this order, and `Map.of` has another one in every JVM.
    private static Map<String, Metric> metrics(Function function, Function onFailure) {
        return new TreeMap<>(Map.of(
                "errors",
                function.metricErrors(),
                "ignored",
                FunctionMetrics.sum(function, jobsweep.contract.Metric.IGNORED),
                "onFailureErrors",
                onFailure.metricErrors(),
                "onFailureIgnored",
                FunctionMetrics.sum(onFailure, jobsweep.contract.Metric.IGNORED),
                // Not even the on-failure function heard of these.
                "undelivered",
                function.metric(
                        "DestinationDeliveryFailures",
                        MetricOptions.builder().statistic("Sum").build())));
    }
}
