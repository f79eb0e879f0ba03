package jobsweep.acceptance.soak;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.IotJobs;

/// An event of a soak. It is about a thing of its own, so that each call tells which event it belongs to.
///
/// @param type `Create` or `Delete`
/// @param number of the execution; without one it is about all of them
record SoakedEvent(int place, String type, OptionalLong number) {
    private static final String JOB = "firmware";
    private static final int EXECUTIONS = 3;

    /// None begins with another one.
    String thingName() {
        return String.format(Locale.ROOT, "thing-%06d", place);
    }

    String requestId() {
        return "request-" + place;
    }

    /// Queues the executions that it is about, and one more where it is about one of them.
    void queueExecutions(IotJobs jobs) {
        for (long execution = 1; execution <= EXECUTIONS; execution++) {
            jobs.put(Execution.queued(JOB, thingName(), execution, Instant.parse("2026-01-01T00:00:00Z")));
        }
    }

    /// How many of them it leaves where it succeeds.
    int left() {
        if (type.equals("Create")) {
            return EXECUTIONS;
        }
        return number.isPresent() ? EXECUTIONS - 1 : 0;
    }

    /// @param bucket where its answer goes
    String document(URI bucket) {
        ObjectNode event = JsonNodeFactory.instance
                .objectNode()
                .put("RequestType", type)
                .put("ResponseURL", "%s/%s?X-Amz-Signature=secret".formatted(bucket, requestId()))
                .put("StackId", "arn:aws:cloudformation:us-east-1:123456789012:stack/Fleet/1")
                .put("RequestId", requestId())
                .put("LogicalResourceId", "Rollout")
                .put("ResourceType", "Custom::IoTJobExecution");
        ObjectNode properties =
                event.putObject("ResourceProperties").put("JobId", JOB).put("ThingName", thingName());
        String id = JOB + "/" + thingName();
        if (number.isPresent()) {
            properties.put("ExecutionNumber", Long.toString(number.getAsLong()));
            id += "/" + number.getAsLong();
        }
        if (!type.equals("Create")) {
            event.put("PhysicalResourceId", id);
        }
        return event.toString();
    }
}
