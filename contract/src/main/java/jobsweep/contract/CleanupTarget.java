package jobsweep.contract;

import java.util.Optional;

/// Which executions a resource or a request is about. Its text is `<JobId>/<ThingName>`, with a number
/// `<JobId>/<ThingName>/<ExecutionNumber>`, where [#EVERY] stands for what is not named.
///
/// @param jobId empty for every job's
/// @param thingName empty for every thing's; a job or a thing is named
/// @param number empty for every one; there only beside both a job and a thing
public record CleanupTarget(Optional<JobId> jobId, Optional<ThingName> thingName, Optional<ExecutionNumber> number) {

    /// What stands for every job, or every thing.
    public static final String EVERY = "*";

    /// @throws IllegalArgumentException where neither a job nor a thing is named, or a number without both
    public CleanupTarget {
        boolean namesNothing = jobId.isEmpty() && thingName.isEmpty();
        if (namesNothing || (number.isPresent() && isOpenEnded(jobId, thingName))) {
            throw new IllegalArgumentException(
                    "A target must name a job, a thing, or both, and a number only with both");
        }
    }

    /// Every execution of a job on a thing.
    public CleanupTarget(JobId jobId, ThingName thingName) {
        this(Optional.of(jobId), Optional.of(thingName), Optional.empty());
    }

    /// One by its number.
    public CleanupTarget(JobExecution execution) {
        this(Optional.of(execution.jobId()), Optional.of(execution.thingName()), Optional.of(execution.number()));
    }

    /// What these properties name.
    ///
    /// @throws InvalidPropertyException where one of them is missing or not allowed, or they do not go together
    public static CleanupTarget of(ResourceProperties properties) {
        RequestKind.of(properties);
        return new CleanupTarget(
                properties.required(JobExecutionResource.JOB_ID),
                properties.required(JobExecutionResource.THING_NAME),
                properties.optional(JobExecutionResource.EXECUTION_NUMBER));
    }

    /// The one execution that is named by its number, if it is one.
    public Optional<JobExecution> execution() {
        return number.map(one -> new JobExecution(jobId.orElseThrow(), thingName.orElseThrow(), one));
    }

    /// Whether every job, or every thing, is meant, and so perhaps more than one invocation has time for.
    public boolean isOpenEnded() {
        return isOpenEnded(jobId, thingName);
    }

    private static boolean isOpenEnded(Optional<JobId> jobId, Optional<ThingName> thingName) {
        return jobId.isEmpty() || thingName.isEmpty();
    }

    /// Whether an execution could belong to both.
    public boolean overlaps(CleanupTarget other) {
        return meet(jobId, other.jobId) && meet(thingName, other.thingName) && meet(number, other.number);
    }

    private static <T> boolean meet(Optional<T> one, Optional<T> other) {
        return one.isEmpty() || other.isEmpty() || one.equals(other);
    }

    /// A name as properties have it: [#EVERY] where none is named.
    public static String named(Optional<?> name) {
        return name.map(Object::toString).orElse(EVERY);
    }

    @Override
    public String toString() {
        return named(jobId) + "/" + named(thingName)
                + number.map(one -> "/" + one).orElse("");
    }
}
