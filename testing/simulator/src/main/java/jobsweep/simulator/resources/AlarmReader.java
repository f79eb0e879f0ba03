package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.cloudwatch.Alarm;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.lambda.FunctionMetric;

/// An alarm as templates have it: on one metric of a function or the depth of a queue, or on the sum of several
/// metrics of functions, from Lambda or from their log lines.
record AlarmReader(Account account) {
    private static final Pattern SUM = Pattern.compile("SUM\\(\\[(.*)]\\)");

    /// The type of such alarms. Nobody is told of them: their actions are not carried out.
    ResourceType type(DeclaredType.Builder type, Alarms alarms) {
        return type.properties(
                        "ActionsEnabled",
                        "AlarmActions",
                        "AlarmDescription",
                        "AlarmName",
                        "ComparisonOperator",
                        "DatapointsToAlarm",
                        "Dimensions",
                        "EvaluationPeriods",
                        "InsufficientDataActions",
                        "MetricName",
                        "Metrics",
                        "Namespace",
                        "OKActions",
                        "Period",
                        "Statistic",
                        "Tags",
                        "Threshold",
                        "TreatMissingData")
                .named("AlarmName")
                .attribute("Arn", name -> account.arn("cloudwatch", "alarm:" + name))
                .put((name, properties) -> alarms.put(read(name, properties)))
                .delete((name, properties) -> alarms.delete(name))
                .build();
    }

    private Alarm read(String name, Properties properties) {
        JsonNode metrics = properties.node("Metrics");
        List<Alarm.Series> series =
                metrics.isArray() ? sum(metrics.valueStream().toList()) : List.of(single(properties));
        return new Alarm(name, series, threshold(properties));
    }

    private Alarm.Series single(Properties properties) {
        if (properties.values().path("Namespace").asText().equals("AWS/SQS")) {
            return depth(properties);
        }
        require(properties.required("Statistic").equals("Sum"), "another Statistic than Sum");
        return series(properties.values());
    }

    private static Alarm.Series depth(Properties properties) {
        require(properties.required("Statistic").equals("Maximum"), "another Statistic than Maximum of a queue");
        String metricName = properties.required("MetricName");
        require(metricName.equals("ApproximateNumberOfMessagesVisible"), "MetricName " + metricName);
        JsonNode dimensions = properties.node("Dimensions");
        require(
                dimensions.size() == 1
                        && dimensions.path(0).path("Name").asText().equals("QueueName"),
                "other Dimensions than QueueName");
        return new Alarm.OfQueue(dimensions.path(0).path("Value").asText());
    }

    private List<Alarm.Series> sum(List<JsonNode> metrics) {
        List<JsonNode> stats =
                metrics.stream().filter(metric -> metric.has("MetricStat")).toList();
        Set<String> ids =
                stats.stream().map(metric -> metric.path("Id").asText()).collect(Collectors.toSet());
        metrics.stream()
                .filter(metric -> !stats.contains(metric))
                .map(metric -> metric.path("Expression").asText())
                .forEach(expression -> requireSum(expression, ids));
        require(metrics.size() == stats.size() + 1, "Metrics without one expression");
        return stats.stream()
                .map(metric -> metric.path("MetricStat"))
                .map(this::stat)
                .toList();
    }

    private static void requireSum(String expression, Set<String> ids) {
        var sum = SUM.matcher(expression);
        require(sum.matches(), "the expression " + expression);
        Set<String> summed = new TreeSet<>(List.of(sum.group(1).split("\\s*,\\s*", -1)));
        require(summed.equals(new TreeSet<>(ids)), "the expression " + expression + " of " + ids);
    }

    private Alarm.Series stat(JsonNode stat) {
        require(stat.path("Stat").asText().equals("Sum"), "another Stat than Sum");
        return series(stat.path("Metric"));
    }

    private Alarm.Series series(JsonNode metric) {
        JsonNode dimensions = metric.path("Dimensions");
        require(
                dimensions.size() == 1
                        && dimensions.path(0).path("Name").asText().equals("FunctionName"),
                "other Dimensions than FunctionName");
        String functionName = dimensions.path(0).path("Value").asText();
        return series(metric, account.arn("lambda", "function:" + functionName));
    }

    private static Alarm.Series series(JsonNode metric, String functionArn) {
        String namespace = metric.path("Namespace").asText();
        String metricName = metric.path("MetricName").asText();
        if (!namespace.startsWith("AWS/")) {
            return new Alarm.OfLog(namespace, metricName, functionArn);
        }
        require(namespace.equals("AWS/Lambda"), "Namespace " + namespace);
        return FunctionMetric.named(metricName)
                .map(counted -> new Alarm.OfFunction(counted, functionArn))
                .orElseThrow(() -> notPlayed("MetricName " + metricName));
    }

    private static long threshold(Properties properties) {
        return switch (properties.required("ComparisonOperator")) {
            case "GreaterThanOrEqualToThreshold" -> properties.number("Threshold", 0);
            case "GreaterThanThreshold" -> properties.number("Threshold", 0) + 1L;
            default -> throw notPlayed("ComparisonOperator " + properties.required("ComparisonOperator"));
        };
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw notPlayed(what);
        }
    }

    private static ResourceFailedException notPlayed(String what) {
        return new ResourceFailedException("The simulator does not play alarms with " + what);
    }
}
