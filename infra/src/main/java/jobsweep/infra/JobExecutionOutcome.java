package jobsweep.infra;

/// How a job execution can end, by the last part of the topic on which AWS IoT says so.
public enum JobExecutionOutcome {
    SUCCEEDED("succeeded"),
    FAILED("failed"),
    REJECTED("rejected"),
    CANCELED("canceled"),
    TIMED_OUT("timed_out"),
    REMOVED("removed");

    private final String topic;

    JobExecutionOutcome(String topic) {
        this.topic = topic;
    }

    String topic() {
        return topic;
    }
}
