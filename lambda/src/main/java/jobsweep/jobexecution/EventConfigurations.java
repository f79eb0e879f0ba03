package jobsweep.jobexecution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResourceRequest.Create;
import jobsweep.cloudformation.ResourceRequest.Delete;
import jobsweep.cloudformation.ResourceRequest.Update;
import jobsweep.cloudformation.ResourceState;
import jobsweep.contract.EventConfigurationsResource;
import jobsweep.contract.IotEventType;
import jobsweep.contract.ResourceProperties;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Configuration;

/// What `Custom::IoTEventConfigurations` does: Create and Update turn events on, and Delete leaves them on.
///
/// It is one setting for the whole account and Region, on which others may have come to rely. AWS does not say what
/// becomes of types that an update leaves out, so they are sent as they are.
final class EventConfigurations {

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
        properties.refuseAllBut(
                List.of(EventConfigurationsResource.EVENT_TYPES, EventConfigurationsResource.DEPLOYMENT));
        Set<IotEventType> types = properties.required(EventConfigurationsResource.EVENT_TYPES);
        Map<String, Configuration> all = new HashMap<>(current());
        types.forEach(type ->
                all.put(type.name(), Configuration.builder().enabled(true).build()));
        calls.retried(
                call("iot:UpdateEventConfigurations"),
                attempt -> attempt.answer(limit -> iot.updateEventConfigurations(
                        request -> request.eventConfigurationsWithStrings(all).overrideConfiguration(limit))));
        return new ResourceState(new PhysicalResourceId("event-configurations"), Map.of());
    }

    private Map<String, Configuration> current() {
        return calls.retried(
                        call("iot:DescribeEventConfigurations"),
                        attempt -> attempt.answer(limit ->
                                iot.describeEventConfigurations(request -> request.overrideConfiguration(limit))))
                .eventConfigurationsAsStrings();
    }

    /// Neither action supports resources.
    private static IotCalls.Call call(String action) {
        return new IotCalls.Call(action, List.of("*"));
    }
}
