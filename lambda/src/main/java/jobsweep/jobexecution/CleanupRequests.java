package jobsweep.jobexecution;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import jobsweep.invocation.Json;
import jobsweep.invocation.Property;
import jobsweep.invocation.RequestDocument;
import jobsweep.invocation.RequestException;
import jobsweep.invocation.ResourceProperties;

/// Reads cleanup requests from documents, and writes them.
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
    private static final Property<Instant> QUEUED_BEFORE =
            new Property<>("QueuedBefore", "a time such as 2026-03-01T12:00:00Z", CleanupRequests::instant);

    private static final RequestDocument DOCUMENT = new RequestDocument(
            "A cleanup request must be a JSON object such as {\"JobId\": \"firmware-42\", \"ThingName\": \"greenhouse-7\"}");

    private static final List<Property<?>> ALL = List.of(
            JOB_ID,
            THING_NAME,
            JobExecutionProperties.EXECUTION_NUMBER,
            JobExecutionProperties.FORCE,
            JobExecutionProperties.NAMESPACE_ID,
            ONLY_FINISHED,
            QUEUED_BEFORE);

    private CleanupRequests() {}

    /// @param sentBy the latest moment at which it was sent: whatever the document says, it is about nothing newer
    /// @throws RequestException naming what is missing, unknown or not allowed
    static CleanupRequest parse(String document, Instant sentBy) {
        ResourceProperties properties = new ResourceProperties(DOCUMENT.read(document));
        properties.refuseAllBut(ALL);
        return new CleanupRequest(
                target(properties),
                properties.optional(ONLY_FINISHED).orElse(false),
                new DeletionOptions(
                        properties.optional(JobExecutionProperties.FORCE).orElse(false),
                        Duration.ZERO,
                        properties.optional(JobExecutionProperties.NAMESPACE_ID)),
                properties
                        .optional(QUEUED_BEFORE)
                        .filter(limit -> limit.isBefore(sentBy))
                        .orElse(sentBy));
    }

    /// The document from which the same request is read, however late.
    static String write(CleanupRequest request) {
        Map<String, String> members = new LinkedHashMap<>();
        switch (request.target()) {
            case CleanupTarget.OneExecution(var execution) -> {
                putTarget(members, execution.jobId(), execution.thingName());
                members.put(
                        JobExecutionProperties.EXECUTION_NUMBER.name(),
                        execution.number().toString());
            }
            case CleanupTarget.JobOnThing(var jobId, var thingName) -> putTarget(members, jobId, thingName);
            case CleanupTarget.EveryJob(var thingName) -> putTarget(members, EVERY, thingName);
            case CleanupTarget.EveryThing(var jobId) -> putTarget(members, jobId, EVERY);
        }
        members.put(
                JobExecutionProperties.FORCE.name(),
                Boolean.toString(request.options().force()));
        request.options()
                .namespaceId()
                .ifPresent(it -> members.put(JobExecutionProperties.NAMESPACE_ID.name(), it.value()));
        members.put(ONLY_FINISHED.name(), Boolean.toString(request.onlyFinished()));
        members.put(QUEUED_BEFORE.name(), request.queuedBefore().toString());
        return Json.write(members);
    }

    private static void putTarget(Map<String, String> members, Object job, Object thing) {
        members.put(JOB_ID.name(), job.toString());
        members.put(THING_NAME.name(), thing.toString());
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notOne) {
            throw new IllegalArgumentException("QueuedBefore must be an instant", notOne);
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
