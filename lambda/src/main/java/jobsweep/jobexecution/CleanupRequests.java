package jobsweep.jobexecution;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jobsweep.invocation.Json;
import jobsweep.invocation.Property;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.ResourceProperties;

/// Reads cleanup requests from documents.
///
/// ```json
/// {"JobId": "firmware-42", "ThingName": "greenhouse-7", "ExecutionNumber": 1}
/// ```
///
/// `JobId` or `ThingName`, but not both, may be `"*"`, which means every one.
final class CleanupRequests {

    private static final String EVERY = "*";
    private static final String OR_EVERY = ", or *";

    private static final Property<Optional<JobId>> JOB_ID =
            new Property<>("JobId", JobId.ALLOWED + OR_EVERY, orEvery(JobId::new));
    private static final Property<Optional<ThingName>> THING_NAME =
            new Property<>("ThingName", ThingName.ALLOWED + OR_EVERY, orEvery(ThingName::new));
    private static final Property<Boolean> ONLY_FINISHED =
            new Property<>("OnlyFinished", "true or false", JobExecutionProperties::trueOrFalse);

    private static final List<Property<?>> ALL = List.of(
            JOB_ID,
            THING_NAME,
            JobExecutionProperties.EXECUTION_NUMBER,
            JobExecutionProperties.FORCE,
            JobExecutionProperties.NAMESPACE_ID,
            ONLY_FINISHED);

    private CleanupRequests() {}

    /// @param sentBy the latest moment at which it was sent
    /// @throws RequestException naming what is missing, unknown or not allowed
    static CleanupRequest parse(String document, Instant sentBy) {
        ResourceProperties properties = new ResourceProperties(members(document));
        properties.refuseAllBut(ALL);
        return new CleanupRequest(
                target(properties),
                properties.optional(ONLY_FINISHED).orElse(false),
                new DeletionOptions(
                        properties.optional(JobExecutionProperties.FORCE).orElse(false),
                        Duration.ZERO,
                        properties.optional(JobExecutionProperties.NAMESPACE_ID)),
                sentBy);
    }

    /// Strictly: what of a document would be passed over might be what keeps a request from deleting more than is
    /// meant.
    private static Map<String, Object> members(String document) {
        try {
            return Json.readStrictly(document);
        } catch (IllegalArgumentException broken) {
            throw new RequestException(
                    "A cleanup request must be a JSON object such as {\"JobId\": \"firmware-42\", \"ThingName\": \"greenhouse-7\"}: "
                            + broken.getMessage() + ".");
        }
    }

    private static CleanupTarget target(ResourceProperties properties) {
        Optional<JobId> jobId = properties.required(JOB_ID);
        Optional<ThingName> thingName = properties.required(THING_NAME);
        Optional<ExecutionNumber> number = properties.optional(JobExecutionProperties.EXECUTION_NUMBER);
        if (jobId.isPresent() && thingName.isPresent()) {
            return number.<CleanupTarget>map(
                            it -> new CleanupTarget.OneExecution(new JobExecution(jobId.get(), thingName.get(), it)))
                    .orElseGet(() -> new CleanupTarget.JobOnThing(jobId.get(), thingName.get()));
        }
        if (number.isPresent()) {
            throw new RequestException(
                    "ExecutionNumber must not be given where JobId or ThingName is *: a number means something for one job on one thing only.");
        }
        return jobId.<CleanupTarget>map(CleanupTarget.EveryThing::new)
                .or(() -> thingName.map(CleanupTarget.EveryJob::new))
                .orElseThrow(() -> new RequestException(
                        "JobId and ThingName must not both be *: name the job, the thing, or both."));
    }

    private static <T> Function<String, Optional<T>> orEvery(Function<String, T> reader) {
        return text -> text.equals(EVERY) ? Optional.empty() : Optional.of(reader.apply(text));
    }
}
