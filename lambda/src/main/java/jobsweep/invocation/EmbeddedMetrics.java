package jobsweep.invocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What makes CloudWatch count members of a log line, in its [embedded metric format]: in one namespace, by function.
///
/// [embedded metric format]:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
public final class EmbeddedMetrics {

    /// The member that [#of] is the value of.
    public static final String MEMBER = "_aws";

    /// The member that says which function it was.
    public static final String DIMENSION = "FunctionName";

    private static final String NAMESPACE = "Jobsweep";

    private EmbeddedMetrics() {}

    /// @param names of the members that are counts
    public static Map<String, Object> of(Instant at, List<String> names) {
        List<Map<String, String>> metrics = names.stream()
                .map(name -> Map.of("Name", name, "Unit", "Count"))
                .toList();
        return Map.of(
                "Timestamp",
                at.toEpochMilli(),
                "CloudWatchMetrics",
                List.of(Map.of("Namespace", NAMESPACE, "Dimensions", List.of(List.of(DIMENSION)), "Metrics", metrics)));
    }
}
