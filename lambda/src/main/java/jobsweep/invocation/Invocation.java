package jobsweep.invocation;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/// One invocation of the function, as Lambda describes it.
///
/// @param functionArn `arn:<partition>:lambda:<region>:<account>:function:<name>`
/// @param awsRequestId Lambda's id of the invocation
/// @param deadline when Lambda ends it
/// @param progress what its work is doing
public record Invocation(String functionArn, String awsRequestId, Log log, Deadline deadline, Progress progress) {

    private static final Duration LONGEST_RESERVE = Duration.ofSeconds(30);

    /// Where its log lines are.
    ///
    /// @param lines takes each
    public record Log(String group, String stream, Consumer<String> lines) {}

    public Invocation(String functionArn, String awsRequestId, Log log, Deadline deadline) {
        this(functionArn, awsRequestId, log, deadline, new Progress());
    }

    public String functionName() {
        return functionArn.split(":", -1)[6];
    }

    /// The time that is kept for the answer: a quarter of what there is, at most 30 s.
    public Duration reserve() {
        Duration quarter = deadline.left().dividedBy(4);
        return quarter.compareTo(LONGEST_RESERVE) < 0 ? quarter : LONGEST_RESERVE;
    }

    /// The same invocation with a deadline that is earlier by `reserve`.
    public Invocation endingEarlierBy(Duration reserve) {
        return new Invocation(functionArn, awsRequestId, log, deadline.earlierBy(reserve), progress);
    }

    /// The same invocation with a deadline that is no later than that.
    public Invocation endingBy(Instant end) {
        return new Invocation(functionArn, awsRequestId, log, deadline.by(end), progress);
    }

    /// The same invocation for one of several works, whose progress is its own.
    public Invocation forOneOfSeveral() {
        return new Invocation(functionArn, awsRequestId, log, deadline);
    }
}
