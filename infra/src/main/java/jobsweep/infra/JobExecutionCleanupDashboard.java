package jobsweep.infra;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;
import software.constructs.Construct;

/// A CloudWatch dashboard of a [JobExecutionCleanupQueue]: what became of executions, what AWS IoT throttled, how many
/// requests wait and for how long, those that wait for devices among them, and the dead letters; with
/// [JobExecutionCleanupQueue#cleanUpFinishedExecutions] before, also how many events of those there
/// are.
public final class JobExecutionCleanupDashboard extends Construct {
    private static final int WIDTH = 12;

    /// Adds a dashboard with the id `id` to `scope`.
    public JobExecutionCleanupDashboard(Construct scope, String id, JobExecutionCleanupQueue queue) {
        super(scope, id);
        IQueue requests = queue.getQueue();
        List<List<IWidget>> rows = new ArrayList<>();
        rows.add(List.of(
                graph(
                        "Job executions",
                        queue.metricDeleted(),
                        queue.metricAlreadyGone(),
                        queue.metricRefused(),
                        queue.metricFailed()),
                graph("Calls that AWS IoT throttled", queue.metricThrottled())));
        rows.add(List.of(
                graph(
                        "Requests that wait, that are worked on or come back later, and that are delayed",
                        requests.metricApproximateNumberOfMessagesVisible(),
                        requests.metricApproximateNumberOfMessagesNotVisible(),
                        requests.metricApproximateNumberOfMessagesDelayed()),
                graph("Age of the oldest request (s)", requests.metricApproximateAgeOfOldestMessage())));
        rows.add(List.of(
                graph("Looks at deferred requests that go on waiting", queue.metricWaiting()),
                graph("Longest wait of a deferred request (s)", queue.metricOldestWait())));
        rows.add(sourcesAndDeadLetters(queue));
        Dashboard.Builder.create(this, "Resource")
                .defaultInterval(Duration.days(1))
                .widgets(rows)
                .build();
    }

    private static List<IWidget> sourcesAndDeadLetters(JobExecutionCleanupQueue queue) {
        List<IWidget> row = new ArrayList<>();
        row.add(graph(
                "Dead letters",
                queue.getDeadLetterQueue()
                        .metricApproximateNumberOfMessagesVisible(
                                MetricOptions.builder().statistic("Maximum").build())));
        if (queue.cleansUpFinishedExecutions()) {
            row.add(graph("Events of finished executions", queue.metricFinishedExecutions()));
        }
        return row;
    }

    private static IWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .width(WIDTH)
                .left(List.of(metrics))
                .build();
    }
}
