package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/// The messages that AWS IoT publishes about executions that ended or were deleted, if `JOB_EXECUTION` events are on.
///
/// @param eventIds  an id for each event
/// @param publisher takes topic (`$aws/events/jobExecution/firmware-42/succeeded`) and document
public record JobExecutionEvents(
        IotSettings settings,
        EventConfigurations configurations,
        Supplier<String> eventIds,
        BiConsumer<String, ObjectNode> publisher) {
    private static final String EVENT_TYPE = "JOB_EXECUTION";

    /// Publishes what there is to say of the change.
    public void accept(IotChange change) {
        switch (change) {
            case IotChange.Ended ended ->
                publish(ended.execution(), ended.execution().status().name().toLowerCase(Locale.ROOT));
            case IotChange.Deleted deleted -> publish(deleted.execution(), "deleted");
            case IotChange.ThingDeleted ignored -> {}
        }
    }

    private void publish(Execution execution, String operation) {
        if (!configurations.isEnabled(EVENT_TYPE)) {
            return;
        }
        long now = settings.time().instant().toEpochMilli();
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("eventType", EVENT_TYPE)
                .put("eventId", eventIds.get())
                .put("timestamp", BigDecimal.valueOf(now, 3))
                .put("operation", operation)
                .put("jobId", execution.jobId())
                .put("thingArn", settings.thingArn(execution.thingName()))
                .put("status", execution.status().name());
        publisher.accept("$aws/events/jobExecution/%s/%s".formatted(execution.jobId(), operation), document);
    }
}
