package jobsweep.jobexecution;

import java.time.Duration;
import java.util.List;
import jobsweep.invocation.Property;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.ResourceProperties;
import jobsweep.jobexecution.Identity.EveryExecution;
import jobsweep.jobexecution.Identity.NumberedExecution;

/// The properties of a `Custom::IoTJobExecution`.
final class JobExecutionProperties {

    /// In seconds: what Lambda's longest time-out, 15 minutes, leaves beside two minutes for everything else.
    private static final int LONGEST_GRACE_PERIOD = 780;

    /// A physical id that starts with it marks a resource whose Create failed.
    private static final String NO_JOB_ID = "create-failed";

    private static final Property<JobId> JOB_ID =
            new Property<>("JobId", JobId.ALLOWED + ", but not " + NO_JOB_ID, JobExecutionProperties::jobId);
    private static final Property<ThingName> THING_NAME =
            new Property<>("ThingName", ThingName.ALLOWED, ThingName::new);
    static final Property<ExecutionNumber> EXECUTION_NUMBER =
            new Property<>("ExecutionNumber", ExecutionNumber.ALLOWED, ExecutionNumber::parse);
    static final Property<Boolean> FORCE =
            new Property<>("Force", "true or false", JobExecutionProperties::trueOrFalse);
    private static final Property<Duration> GRACE_PERIOD_SECONDS = new Property<>(
            "GracePeriodSeconds",
            "a whole number from 0 to " + LONGEST_GRACE_PERIOD,
            JobExecutionProperties::gracePeriod);
    static final Property<NamespaceId> NAMESPACE_ID =
            new Property<>("NamespaceId", NamespaceId.ALLOWED, NamespaceId::new);

    private static final List<Property<?>> ALL =
            List.of(JOB_ID, THING_NAME, EXECUTION_NUMBER, FORCE, GRACE_PERIOD_SECONDS, NAMESPACE_ID);

    /// For looks, deletions and their repetitions.
    private static final Duration TIME_BESIDE_GRACE_PERIOD = Duration.ofSeconds(60);

    private JobExecutionProperties() {}

    /// Checks every property, and reads what identifies the resource.
    ///
    /// @throws RequestException naming the first property that is unknown, missing or not allowed
    static Identity check(ResourceProperties properties) {
        properties.refuseAllBut(ALL);
        properties.optional(FORCE);
        properties.optional(GRACE_PERIOD_SECONDS);
        properties.optional(NAMESPACE_ID);
        JobId jobId = properties.required(JOB_ID);
        ThingName thingName = properties.required(THING_NAME);
        return properties
                .optional(EXECUTION_NUMBER)
                .<Identity>map(number -> new NumberedExecution(new JobExecution(jobId, thingName, number)))
                .orElseGet(() -> new EveryExecution(jobId, thingName));
    }

    /// How to delete, as far as the properties can be read: a Delete must not fail because of one.
    static DeletionOptions readDeletionOptions(ResourceProperties properties) {
        return new DeletionOptions(
                properties.readable(FORCE).orElse(false),
                properties.readable(GRACE_PERIOD_SECONDS).orElse(Duration.ZERO),
                properties.readable(NAMESPACE_ID));
    }

    /// Refuses a grace period for which the function has no time: its Delete would end before the period does.
    ///
    /// @param left the time left when the properties are checked
    /// @throws RequestException naming the longest possible period
    static void refuseGracePeriodWithoutTime(ResourceProperties properties, Duration left) {
        Duration longest = left.minus(TIME_BESIDE_GRACE_PERIOD);
        properties
                .optional(GRACE_PERIOD_SECONDS)
                .filter(period -> period.isPositive() && period.compareTo(longest) > 0)
                .ifPresent(period -> {
                    throw new RequestException(
                            "GracePeriodSeconds must be at most %1$s with this provider, whose function has no more time, got '%2$s'. Deploy the provider with at least %2$s: LongestGracePeriodSeconds of its template, longestGracePeriod of its construct, or -c jobsweep:longestGracePeriodSeconds of cdk deploy."
                                    .formatted(Math.max(0, longest.toSeconds()), period.toSeconds()));
                });
    }

    private static JobId jobId(String text) {
        if (text.equals(NO_JOB_ID)) {
            throw new IllegalArgumentException("JobId must not be " + NO_JOB_ID);
        }
        return new JobId(text);
    }

    private static Duration gracePeriod(String text) {
        // The pattern also keeps signs and digits of other scripts out, which parseInt would take.
        int seconds = text.matches("0*[0-9]{1,3}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
        if (seconds > LONGEST_GRACE_PERIOD) {
            throw new IllegalArgumentException("GracePeriodSeconds must be at most " + LONGEST_GRACE_PERIOD);
        }
        return Duration.ofSeconds(seconds);
    }

    static boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }
}
