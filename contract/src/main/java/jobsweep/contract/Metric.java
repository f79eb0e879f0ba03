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
    /// Calls that AWS IoT throttled.
    THROTTLED("Throttled"),
    /// Deletions and requests that failed for any other reason.
    FAILED("Failed");

    /// The namespace of all of them.
    public static final String NAMESPACE = "Jobsweep";

    /// Their only dimension.
    public static final String DIMENSION = "FunctionName";

    /// What is counted of each batch of cleanup requests.
    public static final List<Metric> OF_BATCHES = List.of(DELETED, ALREADY_GONE, REFUSED, THROTTLED, FAILED);

    private final String awsName;

    Metric(String awsName) {
        this.awsName = awsName;
    }

    /// The metric's name in CloudWatch.
    public String awsName() {
        return awsName;
    }
}
