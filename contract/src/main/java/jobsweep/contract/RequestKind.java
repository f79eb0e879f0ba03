package jobsweep.contract;

/// A kind of cleanup requests, by what it makes the consumer look up and so what the consumer has to be allowed.
public enum RequestKind {
    /// A job, a thing and a number: nothing is looked up but that execution.
    ONE_EXECUTION(false, false),
    /// A job and a thing: its executions are listed on the thing.
    EVERY_EXECUTION_OF_A_JOB_ON_A_THING(true, false),
    /// A thing, and `*` for the job: all executions are listed on the thing.
    EVERY_JOB_ON_A_THING(true, false),
    /// A job, and `*` for the thing: all executions of the job are listed.
    EVERY_THING_OF_A_JOB(false, true);

    private final boolean listedOnThing;
    private final boolean listedOfJob;

    RequestKind(boolean listedOnThing, boolean listedOfJob) {
        this.listedOnThing = listedOnThing;
        this.listedOfJob = listedOfJob;
    }

    /// The kind of what these properties name, each of which is allowed by itself.
    ///
    /// @throws InvalidPropertyException where they do not go together
    public static RequestKind of(ResourceProperties properties) {
        boolean everyJob = properties.says(JobExecutionResource.JOB_ID, CleanupTarget.EVERY);
        boolean everyThing = properties.says(JobExecutionResource.THING_NAME, CleanupTarget.EVERY);
        boolean hasNumber = properties.has(JobExecutionResource.EXECUTION_NUMBER);
        if (everyJob && everyThing) {
            throw new InvalidPropertyException(
                    "JobId and ThingName must not both be *: name the job, the thing, or both");
        }
        if (!everyJob && !everyThing) {
            return hasNumber ? ONE_EXECUTION : EVERY_EXECUTION_OF_A_JOB_ON_A_THING;
        }
        if (hasNumber) {
            throw new InvalidPropertyException(
                    "ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only");
        }
        return everyJob ? EVERY_JOB_ON_A_THING : EVERY_THING_OF_A_JOB;
    }

    /// Whether the thing's executions are listed.
    public boolean isListedOnThing() {
        return listedOnThing;
    }

    /// Whether the job's executions are listed.
    public boolean isListedOfJob() {
        return listedOfJob;
    }

    /// Whether a request may be about more executions than one invocation has time for.
    public boolean isOpenEnded() {
        return this == EVERY_JOB_ON_A_THING || this == EVERY_THING_OF_A_JOB;
    }
}
