package jobsweep.queue;

/// What is counted of each batch, under its name in CloudWatch.
public enum Metric {
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

    private final String awsName;

    Metric(String awsName) {
        this.awsName = awsName;
    }

    /// The metric's name in CloudWatch.
    public String awsName() {
        return awsName;
    }
}
