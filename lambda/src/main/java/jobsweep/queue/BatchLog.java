package jobsweep.queue;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jobsweep.contract.Metric;
import jobsweep.invocation.EmbeddedMetrics;
import jobsweep.invocation.LogLine;

/// The one line that a batch leaves in the log: from it CloudWatch makes the [Metric]s, and Logs Insights finds what
/// became of a message.
final class BatchLog {

    private final Context context;
    private final Tally tally = new Tally();
    private final List<Map<String, String>> comingBack = new ArrayList<>();
    private final List<Map<String, String>> deadLetters = new ArrayList<>();
    private final List<String> goingOn = new ArrayList<>();

    BatchLog(Context context) {
        this.context = context;
    }

    Tally tally() {
        return tally;
    }

    void settled(Message message, Settled settled) {
        switch (settled) {
            case Settled.Acknowledged() -> {}
            case Settled.GoingOn() -> goingOn.add(message.id());
            case Settled.Dead(var why) -> deadLetters.add(entry(message, why));
            case Settled.ComingBack(var why) -> comingBack.add(entry(message, why));
        }
    }

    void unreadable(String messageId, String why) {
        tally.count(Metric.FAILED);
        comingBack.add(Map.of("messageId", messageId, "why", why));
    }

    private static Map<String, String> entry(Message message, String why) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("messageId", message.id());
        entry.put("tries", Integer.toString(message.tries()));
        entry.put("why", why);
        return entry;
    }

    void write(int messages, Instant began, Instant ended) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put(EmbeddedMetrics.MEMBER, EmbeddedMetrics.of(ended, Metric.OF_BATCHES));
        line.put(Metric.DIMENSION, context.getFunctionName());
        for (Metric metric : Metric.OF_BATCHES) {
            line.put(metric.awsName(), tally.of(metric));
        }
        line.put("awsRequestId", context.getAwsRequestId());
        line.put("logStream", context.getLogStreamName());
        line.put("messages", (long) messages);
        line.put("comingBack", comingBack);
        line.put("deadLetters", deadLetters);
        line.put("goingOn", goingOn);
        line.put("durationMillis", ended.toEpochMilli() - began.toEpochMilli());
        context.getLogger().log(LogLine.of(line));
    }
}
