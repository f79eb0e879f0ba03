package jobsweep.acceptance.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Status;

/// What a queue's stack is to clean up for.
sealed interface CleanupEvent {
    /// The command that would bring it about.
    String command();

    /// What it means.
    String remark();

    /// The executions that it is about, as they are when it happens.
    ///
    /// @param names of a job and a thing, where it names none
    List<Execution> executions(ExampleNames names, Instant queuedAt);

    /// Lets it happen.
    void happen(SimulatedAws aws, CleanupQueue queue);

    private static Execution ended(String jobId, String thingName, Instant at, Status end) {
        return Execution.queued(jobId, thingName, 1, at).startedAt(at).endedAt(at, end);
    }

    /// A device ends an execution.
    record ExecutionEnds(ExampleNames names) implements CleanupEvent {
        @Override
        public String command() {
            return "iot-jobs-data update-job-execution --job-id %s --thing-name %s --status SUCCEEDED"
                    .formatted(names.jobId(), names.thingName());
        }

        @Override
        public String remark() {
            return "the device ends the execution, and AWS IoT tells of it where JOB_EXECUTION events are on";
        }

        @Override
        public List<Execution> executions(ExampleNames others, Instant queuedAt) {
            return List.of(Execution.queued(names.jobId(), names.thingName(), 1, queuedAt)
                    .startedAt(queuedAt));
        }

        @Override
        public void happen(SimulatedAws aws, CleanupQueue queue) {
            // On in the account already, or else the stack relies on somebody who turns them on.
            aws.jobs().eventConfigurations().set("JOB_EXECUTION", true);
            aws.jobs().finish(names.jobId(), names.thingName(), 1, Status.SUCCEEDED);
        }
    }

    /// AWS IoT says that an execution ended.
    record ExecutionEnded(String jobId, String thingName, String outcome, JsonNode document, String file)
            implements CleanupEvent {
        private String topic() {
            return "$aws/events/jobExecution/%s/%s".formatted(jobId, outcome);
        }

        @Override
        public String command() {
            return "iot-data publish --topic '%s' --payload file://%s".formatted(topic(), file);
        }

        @Override
        public String remark() {
            return "as AWS IoT does itself when the execution ends";
        }

        @Override
        public List<Execution> executions(ExampleNames names, Instant queuedAt) {
            return Arrays.stream(Status.values())
                    .filter(status -> status.isTerminal()
                            && status.name().toLowerCase(Locale.ROOT).equals(outcome))
                    .map(status -> ended(jobId, thingName, queuedAt, status))
                    .toList();
        }

        @Override
        public void happen(SimulatedAws aws, CleanupQueue queue) {
            aws.sources().topicRules().publish(topic(), document);
        }
    }

    /// Something happened that EventBridge tells of, such as a thing's deletion.
    record OnBus(ObjectNode event, String file) implements CleanupEvent {
        @Override
        public String command() {
            return "events put-events --entries file://" + file;
        }

        @Override
        public String remark() {
            return "as the service does itself that the event comes from";
        }

        /// What a thing that is deleted leaves behind is REMOVED.
        @Override
        public List<Execution> executions(ExampleNames names, Instant queuedAt) {
            return Optional.of(event.at("/detail/requestParameters/thingName").asText())
                    .filter(thingName -> !thingName.isEmpty())
                    .map(thingName -> ended(names.jobId(), thingName, queuedAt, Status.REMOVED))
                    .stream()
                    .toList();
        }

        @Override
        public void happen(SimulatedAws aws, CleanupQueue queue) {
            aws.sources().bus().send(event);
        }
    }

    /// Somebody asks for a cleanup.
    ///
    /// @param shown how the body is named in a command
    record Request(String body, JsonNode document, String shown) implements CleanupEvent {
        @Override
        public String command() {
            return "sqs send-message --queue-url … --message-body " + shown;
        }

        @Override
        public String remark() {
            return "a cleanup request";
        }

        @Override
        public List<Execution> executions(ExampleNames names, Instant queuedAt) {
            String jobId = document.path("JobId").asText();
            String thingName = document.path("ThingName").asText();
            if (jobId.isEmpty() || thingName.isEmpty()) {
                return List.of();
            }
            Execution queued = Execution.queued(
                    jobId.equals("*") ? names.jobId() : jobId,
                    thingName.equals("*") ? names.thingName() : thingName,
                    document.path("ExecutionNumber").asLong(1),
                    inTime(queuedAt));
            return List.of(document.optional("NamespaceId")
                    .map(namespace -> queued.inNamespace(namespace.asText()))
                    .map(this::inFittingStatus)
                    .orElseGet(() -> inFittingStatus(queued)));
        }

        /// Before the moment that the request may name, so that it is about the execution.
        private Instant inTime(Instant queuedAt) {
            try {
                Instant before = Instant.parse(document.path("QueuedBefore").asText());
                return before.isAfter(queuedAt) ? queuedAt : before.minusSeconds(1);
            } catch (DateTimeException noneOrBroken) {
                return queuedAt;
            }
        }

        private Execution inFittingStatus(Execution queued) {
            if (document.path("OnlyFinished").asBoolean()) {
                return queued.startedAt(queued.queuedAt()).endedAt(queued.queuedAt(), Status.SUCCEEDED);
            }
            return document.path("Force").asBoolean() ? queued.startedAt(queued.queuedAt()) : queued;
        }

        @Override
        public void happen(SimulatedAws aws, CleanupQueue queue) {
            aws.sqs().send(queue.url(), body);
        }
    }
}
