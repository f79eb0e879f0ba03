package jobsweep.jobexecution;

/// Which executions a cleanup request is about.
sealed interface CleanupTarget {

    /// One by its number.
    record OneExecution(JobExecution execution) implements CleanupTarget {}

    /// Every execution of a job on a thing.
    record JobOnThing(JobId jobId, ThingName thingName) implements CleanupTarget {}

    /// Every job's executions on a thing: `JobId` is `*`.
    record EveryJob(ThingName thingName) implements CleanupTarget {}

    /// Every thing's executions of a job: `ThingName` is `*`.
    record EveryThing(JobId jobId) implements CleanupTarget {}

    /// Whether it may be about more executions than one invocation has time for.
    default boolean isOpenEnded() {
        return switch (this) {
            case OneExecution _, JobOnThing _ -> false;
            case EveryJob _, EveryThing _ -> true;
        };
    }
}
