package jobsweep.queue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jobsweep.contract.Metric;
import jobsweep.invocation.EmbeddedMetrics;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.LogLine;

/// The one line that a batch leaves in the log: from it CloudWatch makes the [Metric]s, and Logs Insights finds what
/// became of a message.
final class BatchLog {

    private final Invocation invocation;
    private final Tally tally = new Tally();
    private final List<Map<String, String>> comingBack = new ArrayList<>();
    private final List<Map<String, String>> deadLetters = new ArrayList<>();
    private final List<String> goingOn = new ArrayList<>();

    BatchLog(Invocation invocation) {
        this.invocation = invocation;
    }

    Tally tally() {
        return tally;
    }

    void acknowledged(Message message, Acknowledgement acknowledgement) {
        switch (acknowledgement) {
            case Acknowledgement.Done() -> {}
            case Acknowledgement.GoesOn() -> goingOn.add(message.id());
            case Acknowledgement.DeadLetter(var why) -> deadLetters.add(entry(message, why));
            case Acknowledgement.ComesBack(var why) -> comingBack.add(entry(message, why));
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
        line.put(Metric.DIMENSION, invocation.functionName());
        for (Metric metric : Metric.OF_BATCHES) {
            line.put(metric.awsName(), tally.of(metric));
        }
        line.put("awsRequestId", invocation.awsRequestId());
        line.put("logStream", invocation.log().stream());
        line.put("messages", (long) messages);
        line.put("comingBack", comingBack);
        line.put("deadLetters", deadLetters);
        line.put("goingOn", goingOn);
        line.put("durationMillis", ended.toEpochMilli() - began.toEpochMilli());
        invocation.log().lines().accept(LogLine.of(line));
    }
}
