package jobsweep.simulator.iot;

/// The calls of AWS IoT that the simulator answers.
public enum Operation {
    DELETE("DeleteJobExecution"),
    DESCRIBE("DescribeJobExecution"),
    LIST("ListJobExecutionsForThing"),
    LIST_FOR_JOB("ListJobExecutionsForJob"),
    DESCRIBE_EVENTS("DescribeEventConfigurations"),
    UPDATE_EVENTS("UpdateEventConfigurations");

    private final String awsName;

    Operation(String awsName) {
        this.awsName = awsName;
    }

    /// The name in AWS's documents.
    public String awsName() {
        return awsName;
    }

    /// The name in IAM policies.
    public String action() {
        return "iot:" + awsName;
    }
}
