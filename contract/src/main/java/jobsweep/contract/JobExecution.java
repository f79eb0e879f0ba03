package jobsweep.contract;

/// The work of one job on one thing, by its number.
public record JobExecution(JobId jobId, ThingName thingName, ExecutionNumber number) {

    @Override
    public String toString() {
        return jobId + "/" + thingName + "/" + number;
    }
}
