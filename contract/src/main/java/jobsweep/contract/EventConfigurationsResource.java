package jobsweep.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/// The resource `Custom::IoTEventConfigurations`, which turns events on.
public final class EventConfigurationsResource {

    /// The type in a template.
    public static final String TYPE = "Custom::IoTEventConfigurations";

    /// Which events, with commas between them. Required.
    public static final Property<Set<IotEventType>> EVENT_TYPES = new Property<>(
            "EventTypes",
            "JOB_EXECUTION or THING, or both with a comma between them",
            EventConfigurationsResource::read);

    /// Any text. CloudFormation sends an Update where it is another one, and events that somebody turned off are on
    /// again.
    public static final Property<String> DEPLOYMENT = new Property<>("Deployment", "any text", text -> text);

    private EventConfigurationsResource() {}

    private static Set<IotEventType> read(String text) {
        Set<IotEventType> types = EnumSet.noneOf(IotEventType.class);
        Arrays.stream(text.split(",", -1)).map(IotEventType::valueOf).forEach(types::add);
        return types;
    }
}
