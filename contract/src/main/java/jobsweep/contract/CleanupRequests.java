package jobsweep.contract;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a cleanup request may say, in the words of the resource's own properties.
///
/// ```json
/// {"JobId": "firmware-42", "ThingName": "greenhouse-7", "ExecutionNumber": 1}
/// ```
///
/// `JobId` or `ThingName`, but not both, may be `"*"`, which means every one.
public final class CleanupRequests {

    /// What stands for every job, or every thing.
    public static final String EVERY = "*";

    private static final String OR_EVERY = ", or *";

    /// As long as SQS keeps a message at most. The consumer gives a request up before SQS drops it.
    public static final Duration RETENTION = Duration.ofDays(14);

    /// Required; may be [#EVERY].
    public static final Property<Optional<JobId>> JOB_ID =
            new Property<>("JobId", JobId.ALLOWED + OR_EVERY, orEvery(JobId::new));

    /// Required; may be [#EVERY].
    public static final Property<Optional<ThingName>> THING_NAME =
            new Property<>("ThingName", ThingName.ALLOWED + OR_EVERY, orEvery(ThingName::new));

    /// Leaves alone what waits for its device or is worked on by it.
    public static final Property<Boolean> ONLY_FINISHED = Property.ofTrueOrFalse("OnlyFinished");

    /// Whether to look once more, some time later, where the first look leaves something alone or finds nothing.
    public static final Property<Boolean> LOOK_AGAIN = Property.ofTrueOrFalse("LookAgain");

    static final Property<Instant> QUEUED_BEFORE =
            new Property<>("QueuedBefore", "a time such as 2026-03-01T12:00:00Z", CleanupRequests::instant);

    static final List<Property<?>> PROPERTIES = List.of(
            JOB_ID,
            THING_NAME,
            JobExecutionResource.EXECUTION_NUMBER,
            JobExecutionResource.FORCE,
            JobExecutionResource.NAMESPACE_ID,
            ONLY_FINISHED,
            QUEUED_BEFORE,
            LOOK_AGAIN);

    private CleanupRequests() {}

    /// The kind of a request whose properties, one by one, are allowed.
    ///
    /// @throws InvalidPropertyException where they do not go together
    public static RequestKind kind(ResourceProperties request) {
        boolean everyJob = request.says(JOB_ID, EVERY);
        boolean everyThing = request.says(THING_NAME, EVERY);
        boolean hasNumber = request.has(JobExecutionResource.EXECUTION_NUMBER);
        if (everyJob && everyThing) {
            throw new InvalidPropertyException(
                    "JobId and ThingName must not both be *: name the job, the thing, or both");
        }
        if (!everyJob && !everyThing && request.says(LOOK_AGAIN, "true")) {
            throw new InvalidPropertyException(
                    "LookAgain must not be true unless JobId or ThingName is *: it is for what a deleted thing leaves behind");
        }
        if (!everyJob && !everyThing) {
            return hasNumber ? RequestKind.ONE_EXECUTION : RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING;
        }
        if (hasNumber) {
            throw new InvalidPropertyException(
                    "ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only");
        }
        return everyJob ? RequestKind.EVERY_JOB_ON_A_THING : RequestKind.EVERY_THING_OF_A_JOB;
    }

    static CleanupTarget target(ResourceProperties request) {
        return switch (kind(request)) {
            case ONE_EXECUTION ->
                new CleanupTarget.OneExecution(new JobExecution(
                        request.required(JOB_ID).orElseThrow(),
                        request.required(THING_NAME).orElseThrow(),
                        request.required(JobExecutionResource.EXECUTION_NUMBER)));
            case EVERY_EXECUTION_OF_A_JOB_ON_A_THING ->
                new CleanupTarget.JobOnThing(
                        request.required(JOB_ID).orElseThrow(),
                        request.required(THING_NAME).orElseThrow());
            case EVERY_JOB_ON_A_THING ->
                new CleanupTarget.EveryJob(request.required(THING_NAME).orElseThrow());
            case EVERY_THING_OF_A_JOB ->
                new CleanupTarget.EveryThing(request.required(JOB_ID).orElseThrow());
        };
    }

    private static <T> Function<String, Optional<T>> orEvery(Function<String, T> reader) {
        return text -> text.equals(EVERY) ? Optional.empty() : Optional.of(reader.apply(text));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw new IllegalArgumentException("QueuedBefore must be an instant", notOne);
        }
    }
}
