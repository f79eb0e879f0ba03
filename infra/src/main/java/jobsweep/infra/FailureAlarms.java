package jobsweep.infra;

import java.util.Map;
import java.util.TreeMap;
import jobsweep.contract.Metric;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// Alarms on what nobody would hear of otherwise, from the first one on.
final class FailureAlarms {
    // The operator + has no value while one of its metrics has none, and a function that is not called has none.
    private static final String ANY_FAILURE = "SUM([errors, ignored, onFailureErrors, onFailureIgnored, undelivered])";

    private FailureAlarms() {}

    static IllegalStateException isOff() {
        return new IllegalStateException("There is no alarm, because it was turned off with alarm(false)");
    }

    /// What no answer to CloudFormation tells: that a function ended without one.
    static Alarm onMissingAnswers(Construct provider, Function function, Function onFailure) {
        return onFirst(
                provider,
                "ErrorAlarm",
                "A function of jobsweep ended without an answer to CloudFormation, or was sent an event that it can't answer."
                        + " The stack waits for the next attempt, or"
                        + " for the on-failure function to answer; if that fails too, until its ServiceTimeout has passed."
                        + " The functions' log group says which request it was, and why",
                MathExpression.Builder.create()
                        .expression(ANY_FAILURE)
                        .label("Failures without an answer")
                        .period(Duration.minutes(5))
                        .usingMetrics(failures(function, onFailure))
                        .build());
    }

    /// Cleanup requests that could not be carried out.
    static Alarm onDeadLetters(Construct scope, Queue deadLetters) {
        return onFirst(
                scope,
                "DeadLetterAlarm",
                "Cleanup requests of jobsweep could not be carried out, or not be sent. A request has"
                        + " the reason as its attribute Reason, unless it killed its consumer every time; what a source"
                        + " could not send is that source's own report. Once the reason is gone, move requests back"
                        + " with StartMessageMoveTask and the queue's ARN as DestinationArn",
                deadLetters.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(Duration.minutes(5))
                        .build()));
    }

    private static Alarm onFirst(Construct scope, String id, String description, IMetric metric) {
        return Alarm.Builder.create(scope, id)
                .alarmDescription(description)
                .metric(metric)
                .threshold(1)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }

    // Sorted, because the template has them in this order, and `Map.of` has another one in every JVM.
    private static Map<String, IMetric> failures(Function function, Function onFailure) {
        return new TreeMap<>(Map.of(
                "errors",
                function.metricErrors(),
                // Events that can't be answered are no errors: Lambda would only deliver them again.
                "ignored",
                FunctionMetrics.sum(function, Metric.IGNORED),
                "onFailureErrors",
                onFailure.metricErrors(),
                "onFailureIgnored",
                FunctionMetrics.sum(onFailure, Metric.IGNORED),
                // Not even the on-failure function heard of these.
                "undelivered",
                function.metric(
                        "DestinationDeliveryFailures",
                        MetricOptions.builder().statistic("Sum").build())));
    }
}
