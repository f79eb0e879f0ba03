package jobsweep.cloudformation;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jobsweep.contract.Metric;
import jobsweep.invocation.EmbeddedMetrics;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.LogLine;
import org.jspecify.annotations.Nullable;

/// The one line that a request leaves in the log: a JSON object, so that CloudWatch Logs Insights finds its members.
///
/// Names what is written one by one. An event as a whole never is: it holds the response URL.
final class RequestLog {

    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Invocation invocation;
    private final Instant began;

    RequestLog(Invocation invocation, Instant began) {
        this.invocation = invocation;
        this.began = began;
        members.put("awsRequestId", invocation.awsRequestId());
        members.put("logStream", invocation.log().stream());
    }

    void request(CustomResourceEvent event) {
        put("requestType", event.requestType());
        put("requestId", event.requestId());
        put("stackId", event.stackId());
        put("logicalResourceId", event.logicalResourceId());
    }

    void answer(Answer answer) {
        put("physicalResourceId", answer.physicalResourceId());
        switch (answer) {
            case Answer.Success success -> {
                put("status", "SUCCESS");
                put("deferred", success.state().deferred().orElse(null));
            }
            case Answer.Failed failed -> {
                put("status", "FAILED");
                put("reason", failed.reason());
            }
        }
    }

    void goesOn(Unfinished rest) {
        put("goesOnAfter", rest.soFar().done());
    }

    /// A failure that nobody foresaw, so that its place matters.
    void unexpected(Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        put("stackTrace", trace);
    }

    void delivered(int attempts) {
        members.put("putAttempts", (long) attempts);
    }

    void undelivered(UndeliveredException failure) {
        put("undelivered", failure.getMessage());
    }

    /// Nobody else hears of such an event, so it is counted, for an alarm.
    void unanswerable(UnanswerableException reason) {
        members.put(EmbeddedMetrics.MEMBER, EmbeddedMetrics.of(began, List.of(Metric.IGNORED)));
        members.put(Metric.DIMENSION, invocation.functionName());
        members.put(Metric.IGNORED.awsName(), 1L);
        put("ignored", reason.getMessage());
    }

    void write(Instant ended) {
        members.put("durationMillis", Duration.between(began, ended).toMillis());
        invocation.log().lines().accept(LogLine.of(members));
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }
}
