package jobsweep.invocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import jobsweep.contract.Metric;

/// What makes CloudWatch count members of a log line, in its [embedded metric format]: in one namespace, by function.
///
/// [embedded metric format]:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
public final class EmbeddedMetrics {

    /// The member that [#of] is the value of.
    public static final String MEMBER = "_aws";

    private EmbeddedMetrics() {}

    /// @param counted the members that are values, beside [Metric#DIMENSION], which says of which function
    public static Map<String, Object> of(Instant at, List<Metric> counted) {
        List<Map<String, String>> metrics = counted.stream()
                .map(metric -> Map.of("Name", metric.awsName(), "Unit", metric.unit()))
                .toList();
        return Map.of(
                "Timestamp",
                at.toEpochMilli(),
                "CloudWatchMetrics",
                List.of(Map.of(
                        "Namespace",
                        Metric.NAMESPACE,
                        "Dimensions",
                        List.of(List.of(Metric.DIMENSION)),
                        "Metrics",
                        metrics)));
    }
}
