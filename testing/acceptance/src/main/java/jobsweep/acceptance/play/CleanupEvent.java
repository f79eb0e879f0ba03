package jobsweep.acceptance.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Status;

/// What a queue's stack is to clean up for.
///
/// @param command    that would bring it about
/// @param remark     what it means
/// @param executions that it is about, as they are when it happens
/// @param happening  lets it happen
record CleanupEvent(
        String command, String remark, List<Execution> executions, BiConsumer<SimulatedAws, CleanupQueue> happening) {

    /// What makes an event as soon as it is known which names a stack may touch.
    @FunctionalInterface
    interface Source {
        /// @param names of a job and a thing, where it names none
        CleanupEvent event(ExampleNames names, Instant queuedAt);
    }

    /// A device ends an execution.
    static CleanupEvent executionEnds(ExampleNames names, Instant queuedAt) {
        return new CleanupEvent(
                "iot-jobs-data update-job-execution --job-id %s --thing-name %s --status SUCCEEDED"
                        .formatted(names.jobId(), names.thingName()),
                "the device ends the execution, and AWS IoT tells of it where JOB_EXECUTION events are on",
                List.of(Execution.queued(names.jobId(), names.thingName(), 1, queuedAt)
                        .startedAt(queuedAt)),
                (aws, _) -> {
                    // On in the account already, or else the stack relies on somebody who turns them on.
                    aws.jobs().eventConfigurations().set("JOB_EXECUTION", true);
                    aws.jobs().finish(names.jobId(), names.thingName(), 1, Status.SUCCEEDED);
                });
    }

    /// AWS IoT tells of something.
    static CleanupEvent published(String topic, JsonNode document, Path file, List<Execution> executions) {
        return new CleanupEvent(
                "iot-data publish --topic '%s' --payload file://%s".formatted(topic, file),
                "as AWS IoT does itself when it happens",
                executions,
                (aws, _) -> aws.topicRules().publish(topic, document));
    }

    /// Somebody asks for a cleanup.
    ///
    /// @param shown how the body is named in a command
    static CleanupEvent requested(String body, String shown, List<Execution> executions) {
        return new CleanupEvent(
                "sqs send-message --queue-url … --message-body " + shown,
                "a cleanup request",
                executions,
                (aws, queue) -> aws.sqs().send(queue.url(), body));
    }
}
