package jobsweep.contract;

/// Which executions a cleanup request is about.
public sealed interface CleanupTarget {

    /// One by its number.
    record OneExecution(JobExecution execution) implements CleanupTarget {}

    /// Every execution of a job on a thing.
    record JobOnThing(JobId jobId, ThingName thingName) implements CleanupTarget {}

    /// Every job's executions on a thing: `JobId` is `*`.
    record EveryJob(ThingName thingName) implements CleanupTarget {}

    /// Every thing's executions of a job: `ThingName` is `*`.
    record EveryThing(JobId jobId) implements CleanupTarget {}
}
