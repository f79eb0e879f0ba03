package jobsweep.simulator.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/// What CloudWatch counts of log lines in its [embedded metric format]; lines that are none count nothing.
///
/// [embedded metric format]:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
final class LogMetrics {
    private static final JsonMapper JSON = new JsonMapper();

    private LogMetrics() {}

    static long sum(List<String> lines, Alarm.OfLog metric) {
        return lines.stream()
                .map(LogMetrics::read)
                .filter(line -> names(line, metric))
                .mapToLong(line -> line.path(metric.metricName()).asLong())
                .sum();
    }

    private static boolean names(JsonNode line, Alarm.OfLog metric) {
        return line.path("_aws")
                .path("CloudWatchMetrics")
                .valueStream()
                .filter(directive -> directive.path("Namespace").asText().equals(metric.namespace()))
                .flatMap(directive -> directive.path("Metrics").valueStream())
                .anyMatch(named -> named.path("Name").asText().equals(metric.metricName()));
    }

    private static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException plainText) {
            return JSON.missingNode();
        }
    }
}
