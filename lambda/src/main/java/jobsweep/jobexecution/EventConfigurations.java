package jobsweep.jobexecution;

import java.util.List;
import java.util.Map;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResourceRequest.Create;
import jobsweep.cloudformation.ResourceRequest.Delete;
import jobsweep.cloudformation.ResourceRequest.Update;
import jobsweep.cloudformation.ResourceState;
import jobsweep.contract.Property;
import jobsweep.contract.ResourceProperties;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Configuration;
import software.amazon.awssdk.services.iot.model.EventType;

/// What `Custom::IoTEventConfigurations` does: Create and Update turn events on, and Delete leaves them on.
///
/// It is one setting for the whole account and Region, on which others may have come to rely.
final class EventConfigurations {

    private static final Property<EventType> EVENT_TYPE =
            new Property<>("EventType", EventType.JOB_EXECUTION.toString(), EventConfigurations::eventType);

    private final IotClient iot;
    private final IotCalls calls;

    EventConfigurations(IotClient iot, IotCalls calls) {
        this.iot = iot;
        this.calls = calls;
    }

    ResourceState handle(ResourceRequest request) {
        return switch (request) {
            case Create create -> turnOn(create.properties());
            case Update update -> turnOn(update.properties());
            case Delete delete -> new ResourceState(delete.physicalResourceId(), Map.of());
        };
    }

    private ResourceState turnOn(ResourceProperties properties) {
        properties.refuseAllBut(List.of(EVENT_TYPE));
        EventType type = properties.required(EVENT_TYPE);
        calls.retried(
                // The action supports no resources.
                new IotCalls.Call("iot:UpdateEventConfigurations", List.of("*")),
                attempt -> attempt.answer(limit ->
                        iot.updateEventConfigurations(request -> request.eventConfigurations(Map.of(
                                        type,
                                        Configuration.builder().enabled(true).build()))
                                .overrideConfiguration(limit))));
        return new ResourceState(new PhysicalResourceId("event-configurations/" + type), Map.of());
    }

    private static EventType eventType(String text) {
        if (!text.equals(EventType.JOB_EXECUTION.toString())) {
            throw new IllegalArgumentException("must be " + EventType.JOB_EXECUTION);
        }
        return EventType.JOB_EXECUTION;
    }
}
