package jobsweep.infra;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/// An alarm on cleanup requests that could not be carried out.
final class DeadLetterAlarm {
    private DeadLetterAlarm() {}

    static Alarm create(Construct scope, Queue deadLetters) {
        return Alarm.Builder.create(scope, "DeadLetterAlarm")
                .alarmDescription("Cleanup requests of jobsweep could not be carried out, or not be sent. A request has"
                        + " the reason as its attribute Reason, unless it killed its consumer every time; what a source"
                        + " could not send is that source's own report. Once the reason is gone, move requests back"
                        + " with StartMessageMoveTask and the queue's ARN as DestinationArn")
                .metric(deadLetters.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                        .statistic("Maximum")
                        .period(Duration.minutes(5))
                        .build()))
                .threshold(1)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD)
                .evaluationPeriods(1)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
    }
}
