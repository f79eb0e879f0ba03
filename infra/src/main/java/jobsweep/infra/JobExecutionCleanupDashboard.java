package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// A CloudWatch dashboard of a [JobExecutionCleanupQueue]: what became of executions, what AWS IoT throttled, how many
/// requests wait and for how long, and the dead letters.
public final class JobExecutionCleanupDashboard extends Construct {
    private static final String NAMESPACE = "Jobsweep";
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
                                graph("Job executions", counts(queue, "Deleted", "AlreadyGone", "Refused", "Failed")),
                                graph("Calls that AWS IoT throttled", counts(queue, "Throttled"))),
                        List.of(
                                graph(
                                        "Requests that wait, and that are worked on or come back later",
                                        List.of(
                                                requests.metricApproximateNumberOfMessagesVisible(),
                                                requests.metricApproximateNumberOfMessagesNotVisible())),
                                graph(
                                        "Age of the oldest request (s)",
                                        List.of(requests.metricApproximateAgeOfOldestMessage()))),
                        List.of(graph(
                                "Dead letters",
                                List.of(deadLetters.metricApproximateNumberOfMessagesVisible(MetricOptions.builder()
                                        .statistic("Maximum")
                                        .build()))))))
                .build();
    }

    private static List<Metric> counts(JobExecutionCleanupQueue queue, String... names) {
        return Stream.of(names)
                .map(name -> Metric.Builder.create()
                        .namespace(NAMESPACE)
                        .metricName(name)
                        .dimensionsMap(
                                Map.of("FunctionName", queue.getConsumer().getFunctionName()))
                        .statistic("Sum")
                        .build())
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
