package jobsweep.contract;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a cleanup request may say, in the words of the resource's own properties.
///
/// ```json
/// {"JobId": "firmware-42", "ThingName": "greenhouse-7", "ExecutionNumber": 1}
/// ```
public final class CleanupRequests {

    /// As long as SQS keeps a message at most. The consumer gives a request up before SQS drops it.
    public static final Duration RETENTION = Duration.ofDays(14);

    /// How long a deferred request waits for its devices.
    public static final Duration LONGEST_WAIT = Duration.ofDays(365);

    /// Leaves alone what waits for its device or is worked on by it.
    public static final Property<Boolean> ONLY_FINISHED = Property.ofTrueOrFalse("OnlyFinished");

    /// Leaves alone what has another status.
    public static final Property<String> STATUS =
            new Property<>("Status", "one of " + String.join(", ", Statuses.ALL), CleanupRequests::status);

    /// Whether to look once more, some time later, where the first look leaves something alone or finds nothing.
    public static final Property<Boolean> LOOK_AGAIN = Property.ofTrueOrFalse("LookAgain");

    /// What was queued then or later is left alone.
    public static final Property<Instant> QUEUED_BEFORE = time("QueuedBefore");

    /// When the execution was queued: another one with its number is left alone.
    public static final Property<Instant> QUEUED_AT = time("QueuedAt");

    /// Whether it is the rest of a resource's deletion, and so waits until its devices have ended what they work on.
    public static final Property<Boolean> DEFERRED = Property.ofTrueOrFalse("Deferred");

    /// When to look, and not before.
    static final Property<Instant> NOT_BEFORE = time("NotBefore");

    static final List<Property<?>> PROPERTIES = List.of(
            JobExecutionResource.JOB_ID,
            JobExecutionResource.THING_NAME,
            JobExecutionResource.EXECUTION_NUMBER,
            JobExecutionResource.FORCE,
            JobExecutionResource.NAMESPACE_ID,
            ONLY_FINISHED,
            STATUS,
            QUEUED_BEFORE,
            QUEUED_AT,
            LOOK_AGAIN,
            DEFERRED,
            NOT_BEFORE);

    private CleanupRequests() {}

    /// The kind of a request whose properties, one by one, are allowed.
    ///
    /// @throws InvalidPropertyException where they do not go together
    public static RequestKind kind(ResourceProperties request) {
        RequestKind kind = RequestKind.of(request);
        if (request.says(LOOK_AGAIN, "true") && !kind.isOpenEnded()) {
            throw new InvalidPropertyException(
                    "LookAgain must not be true unless JobId or ThingName is *: it is for what a deleted thing leaves behind");
        }
        if (request.has(QUEUED_AT) && kind != RequestKind.ONE_EXECUTION) {
            throw new InvalidPropertyException(
                    "QueuedAt must not be given without ExecutionNumber: it tells executions apart that had the same number");
        }
        return kind;
    }

    private static String status(String text) {
        if (!Statuses.ALL.contains(text)) {
            throw new IllegalArgumentException("must be a status");
        }
        return text;
    }

    private static Property<Instant> time(String name) {
        return new Property<>(name, "a time such as 2026-03-01T12:00:00Z", CleanupRequests::instant);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw new IllegalArgumentException("must be an instant", notOne);
        }
    }
}
