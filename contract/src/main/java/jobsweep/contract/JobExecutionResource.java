package jobsweep.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The resource `Custom::IoTJobExecution`: its properties with their rules, and its attributes.
public final class JobExecutionResource {

    /// The type in a template.
    public static final String TYPE = "Custom::IoTJobExecution";

    /// What Lambda's longest time-out, 15 minutes, leaves beside two minutes for everything else.
    public static final Duration LONGEST_GRACE_PERIOD = Duration.ofMinutes(13);

    private static final String OR_EVERY = ", or " + CleanupTarget.EVERY;

    /// Required; empty for every job's, which is [CleanupTarget#EVERY]. Another one means replacement.
    public static final Property<Optional<JobId>> JOB_ID =
            new Property<>("JobId", JobId.ALLOWED + OR_EVERY, orEvery(JobId::new));

    /// Required; empty for every thing's, which is [CleanupTarget#EVERY]. Another one means replacement.
    public static final Property<Optional<ThingName>> THING_NAME =
            new Property<>("ThingName", ThingName.ALLOWED + OR_EVERY, orEvery(ThingName::new));

    /// Without it, every execution; not beside a `*`. Another one means replacement.
    public static final Property<ExecutionNumber> EXECUTION_NUMBER =
            new Property<>("ExecutionNumber", ExecutionNumber.ALLOWED, ExecutionNumber::parse);

    /// Whether what is `IN_PROGRESS` is deleted too.
    public static final Property<Boolean> FORCE = Property.ofTrueOrFalse("Force");

    /// Of a job that another AWS service manages.
    public static final Property<NamespaceId> NAMESPACE_ID =
            new Property<>("NamespaceId", NamespaceId.ALLOWED, NamespaceId::new);

    /// How long what is `IN_PROGRESS` may go on first.
    public static final Property<Duration> GRACE_PERIOD_SECONDS = new Property<>(
            "GracePeriodSeconds",
            "a whole number from 0 to " + LONGEST_GRACE_PERIOD.toSeconds(),
            JobExecutionResource::gracePeriod);

    /// Whether what can't be deleted yet is left to the provider's cleanup queue.
    public static final Property<Boolean> DEFER = Property.ofTrueOrFalse("Defer");

    /// Every property, the required ones first.
    public static final List<Property<?>> PROPERTIES =
            List.of(JOB_ID, THING_NAME, EXECUTION_NUMBER, FORCE, NAMESPACE_ID, GRACE_PERIOD_SECONDS, DEFER);

    /// The attribute that is the status of the execution that was found, or empty.
    public static final String STATUS = "Status";

    /// The attribute that is the time at which that execution was queued, in ISO 8601, or empty.
    public static final String QUEUED_AT = "QueuedAt";

    private JobExecutionResource() {}

    private static <T> Function<String, Optional<T>> orEvery(Function<String, T> reader) {
        return text -> text.equals(CleanupTarget.EVERY) ? Optional.empty() : Optional.of(reader.apply(text));
    }

    private static Duration gracePeriod(String text) {
        // The pattern also keeps signs and digits of other scripts out, which parseInt would take.
        int seconds = text.matches("0*[0-9]{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (seconds > LONGEST_GRACE_PERIOD.toSeconds()) {
            throw new IllegalArgumentException("GracePeriodSeconds must be at most " + LONGEST_GRACE_PERIOD);
        }
        return Duration.ofSeconds(seconds);
    }
}
