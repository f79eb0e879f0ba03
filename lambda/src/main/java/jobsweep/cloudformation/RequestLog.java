package jobsweep.cloudformation;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
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

    RequestLog(Invocation invocation) {
        members.put("awsRequestId", invocation.awsRequestId());
        members.put("logStream", invocation.logStream());
    }

    void request(CloudFormationCustomResourceEvent event) {
        put("requestType", event.getRequestType());
        put("requestId", event.getRequestId());
        put("stackId", event.getStackId());
        put("logicalResourceId", event.getLogicalResourceId());
    }

    void answer(Answer answer) {
        put("physicalResourceId", answer.physicalResourceId());
        switch (answer) {
            case Answer.Success _ -> put("status", "SUCCESS");
            case Answer.Failed failed -> {
                put("status", "FAILED");
                put("reason", failed.reason());
            }
        }
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
    ///
    /// @param functionName by which it is counted
    void unanswerable(UnanswerableException reason, String functionName, Instant now) {
        members.put(EmbeddedMetrics.MEMBER, EmbeddedMetrics.of(now, List.of(Metric.IGNORED)));
        members.put(Metric.DIMENSION, functionName);
        members.put(Metric.IGNORED.awsName(), 1L);
        put("ignored", reason.getMessage());
    }

    void write(LambdaLogger logger, long durationMillis) {
        members.put("durationMillis", durationMillis);
        logger.log(LogLine.of(members));
    }

    private void put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value.toString());
        }
    }
}
