package jobsweep.acceptance.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Status;

/// An execution that a cleanup request is about.
record RequestedExecution(JsonNode request) {
    /// None where the request names no job or no thing.
    ///
    /// @param names of a job and a thing, where it says `*`
    List<Execution> executions(ExampleNames names, Instant queuedAt) {
        String jobId = request.path("JobId").asText();
        String thingName = request.path("ThingName").asText();
        if (jobId.isEmpty() || thingName.isEmpty()) {
            return List.of();
        }
        Execution queued = Execution.queued(
                jobId.equals("*") ? names.jobId() : jobId,
                thingName.equals("*") ? names.thingName() : thingName,
                request.path("ExecutionNumber").asLong(1),
                inTime(queuedAt));
        return List.of(request.optional("NamespaceId")
                .map(namespace -> queued.inNamespace(namespace.asText()))
                .map(this::inFittingStatus)
                .orElseGet(() -> inFittingStatus(queued)));
    }

    /// Before the moment that the request may name, so that it is about the execution.
    private Instant inTime(Instant queuedAt) {
        try {
            Instant before = Instant.parse(request.path("QueuedBefore").asText());
            return before.isAfter(queuedAt) ? queuedAt : before.minusSeconds(1);
        } catch (DateTimeException noneOrBroken) {
            return queuedAt;
        }
    }

    private Execution inFittingStatus(Execution queued) {
        if (request.path("OnlyFinished").asBoolean()) {
            return queued.startedAt(queued.queuedAt()).endedAt(queued.queuedAt(), Status.SUCCEEDED);
        }
        return request.path("Force").asBoolean() ? queued.startedAt(queued.queuedAt()) : queued;
    }
}
