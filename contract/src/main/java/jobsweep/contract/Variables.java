package jobsweep.contract;

/// The names of the functions' environment variables.
public final class Variables {

    /// The URL of the queue of cleanup requests.
    public static final String QUEUE_URL = "JOBSWEEP_QUEUE_URL";

    /// The URL of the queue of those that could not be carried out.
    public static final String DEAD_LETTER_QUEUE_URL = "JOBSWEEP_DEAD_LETTER_QUEUE_URL";

    /// How often a request is tried.
    public static final String MAXIMUM_TRIES = "JOBSWEEP_MAXIMUM_TRIES";

    /// How many calls of each of AWS IoT's operations all consumers together make.
    public static final String CALLS_PER_SECOND = "JOBSWEEP_CALLS_PER_SECOND";

    /// How many consumers there are at most.
    public static final String CONSUMERS = "JOBSWEEP_CONSUMERS";

    /// The URL of the queue of another stack that the custom resource's function leaves deferred deletions to.
    public static final String DEFER_QUEUE_URL = "JOBSWEEP_DEFER_QUEUE_URL";

    /// The ARN of the stack that the custom resource's function belongs to.
    public static final String STACK_ID = "JOBSWEEP_STACK_ID";

    /// `true` where the custom resource's function was deployed for cleanups with `*`: with time and permissions.
    public static final String WHOLE_THINGS_AND_JOBS = "JOBSWEEP_WHOLE_THINGS_AND_JOBS";

    /// How many cleanups of one stack the custom resource's function has, where they are many.
    public static final String CLEANUPS = "JOBSWEEP_CLEANUPS";

    /// The Region whose AWS IoT is called, where it is not the function's own.
    public static final String IOT_REGION = "JOBSWEEP_IOT_REGION";

    /// The ARN of the role as which AWS IoT is called, where it is not the function's own.
    public static final String ASSUMED_ROLE_ARN = "JOBSWEEP_ASSUMED_ROLE_ARN";

    /// Further hosts that answers may go to, for tests.
    public static final String RESPONSE_HOSTS = "JOBSWEEP_RESPONSE_HOSTS";

    private Variables() {}
}
