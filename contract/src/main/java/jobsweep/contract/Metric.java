package jobsweep.contract;

import java.util.List;

/// What the functions count, under its name in CloudWatch.
public enum Metric {
    /// Events that nobody can answer.
    IGNORED("Ignored"),
    /// Job executions that were there and are gone.
    DELETED("Deleted"),
    /// Job executions, or requests, of which nothing was there any more.
    ALREADY_GONE("AlreadyGone"),
    /// Deletions that AWS IoT refused because of the execution's status.
    REFUSED("Refused"),
    /// Looks of deferred requests that go on waiting for their devices.
    WAITING("Waiting"),
    /// How long the oldest deferred request has waited, of those that were looked at: its maximum over half a day and
    /// more is that of all of them.
    OLDEST_WAIT("OldestWait", "Seconds"),
    /// Calls that AWS IoT throttled.
    THROTTLED("Throttled"),
    /// Deletions and requests that failed for any other reason.
    FAILED("Failed");

    /// The namespace of all of them.
    public static final String NAMESPACE = "Jobsweep";

    /// Their only dimension.
    public static final String DIMENSION = "FunctionName";

    /// What is counted of each batch of cleanup requests.
    public static final List<Metric> OF_BATCHES =
            List.of(DELETED, ALREADY_GONE, REFUSED, WAITING, OLDEST_WAIT, THROTTLED, FAILED);

    private final String awsName;
    private final String unit;

    Metric(String awsName) {
        this(awsName, "Count");
    }

    Metric(String awsName, String unit) {
        this.awsName = awsName;
        this.unit = unit;
    }

    /// The metric's name in CloudWatch.
    public String awsName() {
        return awsName;
    }

    /// The metric's unit in CloudWatch.
    public String unit() {
        return unit;
    }
}
