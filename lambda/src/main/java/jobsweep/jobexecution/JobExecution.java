package jobsweep.jobexecution;

/// The work of one job on one thing, by its number.
record JobExecution(JobId jobId, ThingName thingName, ExecutionNumber number) {

    @Override
    public String toString() {
        return jobId + "/" + thingName + "/" + number;
    }
}
