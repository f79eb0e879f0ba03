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
