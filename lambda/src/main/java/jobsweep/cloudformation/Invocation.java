package jobsweep.cloudformation;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;
import java.util.function.Consumer;

/// One invocation of the function, as Lambda describes it.
///
/// @param functionArn ARN of the function, which tells partition, Region and account
/// @param awsRequestId Lambda's id of the invocation
/// @param logStream where its log lines are
/// @param deadline when Lambda ends it
public record Invocation(String functionArn, String awsRequestId, String logStream, Deadline deadline) {

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(30);

    static Invocation of(Context context, Consumer<Duration> sleeper) {
        return new Invocation(
                context.getInvokedFunctionArn(),
                context.getAwsRequestId(),
                context.getLogStreamName(),
                new Deadline(() -> Duration.ofMillis(context.getRemainingTimeInMillis()), sleeper));
    }

    /// The same invocation for the work before the answer: a quarter of the time, at most 30 s, is kept for answering.
    Invocation beforeAnswering() {
        Duration quarter = deadline.left().dividedBy(4);
        Duration reserve = quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE;
        return new Invocation(functionArn, awsRequestId, logStream, deadline.earlierBy(reserve));
    }
}
