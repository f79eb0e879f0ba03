package jobsweep.invocation;

import com.amazonaws.services.lambda.runtime.Context;
import java.time.Duration;

/// One invocation of the function, as Lambda describes it.
///
/// @param functionArn ARN of the function, which tells partition, Region and account
/// @param awsRequestId Lambda's id of the invocation
/// @param logStream where its log lines are
/// @param deadline when Lambda ends it
/// @param progress what its work is doing
public record Invocation(
        String functionArn, String awsRequestId, String logStream, Deadline deadline, Progress progress) {

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(30);

    public static Invocation of(Context context, Surroundings surroundings) {
        return new Invocation(
                context.getInvokedFunctionArn(),
                context.getAwsRequestId(),
                context.getLogStreamName(),
                new Deadline(() -> Duration.ofMillis(context.getRemainingTimeInMillis()), surroundings::sleep),
                new Progress());
    }

    /// The time that is kept for the answer: a quarter of what there is, at most 30 s.
    public Duration reserve() {
        Duration quarter = deadline.left().dividedBy(4);
        return quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE;
    }

    /// The same invocation with a deadline that is earlier by `reserve`.
    public Invocation endingEarlierBy(Duration reserve) {
        return new Invocation(functionArn, awsRequestId, logStream, deadline.earlierBy(reserve), progress);
    }

    /// The same invocation for one of several works, whose progress is its own.
    public Invocation forOneOfSeveral() {
        return new Invocation(functionArn, awsRequestId, logStream, deadline, new Progress());
    }
}
