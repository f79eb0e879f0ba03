package jobsweep.infra;

import java.util.List;
import java.util.stream.Stream;
import jobsweep.contract.Metric;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// A CloudWatch dashboard of a [JobExecutionCleanupQueue]: what became of executions, what AWS IoT throttled, how many
/// requests wait and for how long, those that wait for devices among them, and the dead letters.
public final class JobExecutionCleanupDashboard extends Construct {
    private static final int WIDTH = 12;

    /// Adds a dashboard with the id `id` to `scope`.
    public JobExecutionCleanupDashboard(Construct scope, String id, JobExecutionCleanupQueue queue) {
        super(scope, id);
        IQueue requests = queue.getQueue();
        IQueue deadLetters = queue.getDeadLetterQueue();
        Dashboard.Builder.create(this, "Resource")
                .defaultInterval(Duration.days(1))
                .widgets(List.of(
                        List.of(
                                graph(
                                        "Job executions",
                                        counts(
                                                queue,
                                                Metric.DELETED,
                                                Metric.ALREADY_GONE,
                                                Metric.REFUSED,
                                                Metric.FAILED)),
                                graph("Calls that AWS IoT throttled", counts(queue, Metric.THROTTLED))),
                        List.of(
                                graph(
                                        "Requests that wait, that are worked on or come back later, and that are delayed",
                                        List.of(
                                                requests.metricApproximateNumberOfMessagesVisible(),
                                                requests.metricApproximateNumberOfMessagesNotVisible(),
                                                requests.metricApproximateNumberOfMessagesDelayed())),
                                graph(
                                        "Age of the oldest request (s)",
                                        List.of(requests.metricApproximateAgeOfOldestMessage()))),
                        List.of(
                                graph("Looks at deferred requests that go on waiting", counts(queue, Metric.WAITING)),
                                graph(
                                        "Longest wait of a deferred request (s)",
                                        List.of(FunctionMetrics.daysMaximum(queue.getConsumer(), Metric.OLDEST_WAIT)))),
                        List.of(graph(
                                "Dead letters",
                                List.of(deadLetters.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                                        .statistic("Maximum")
                                        .build()))))))
                .build();
    }

    private static List<IMetric> counts(JobExecutionCleanupQueue queue, Metric... metrics) {
        return Stream.of(metrics)
                .<IMetric>map(metric -> FunctionMetrics.sum(queue.getConsumer(), metric))
                .toList();
    }

    private static IWidget graph(String title, List<? extends IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(WIDTH)
                .left(metrics)
                .build();
    }
}
