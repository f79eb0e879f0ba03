package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which events the account publishes; none, until it is told to. Safe for use by several threads.
public final class EventConfigurations {
    private static final String MEMBER = "eventConfigurations";
    private static final Set<String> TYPES = Set.of(
            "THING",
            "THING_GROUP",
            "THING_TYPE",
            "THING_GROUP_MEMBERSHIP",
            "THING_GROUP_HIERARCHY",
            "THING_TYPE_ASSOCIATION",
            "JOB",
            "JOB_EXECUTION",
            "POLICY",
            "CERTIFICATE",
            "CA_CERTIFICATE");

    private final Set<String> enabled = ConcurrentHashMap.newKeySet();

    /// Whether events of the type (`JOB_EXECUTION`) are published.
    public boolean isEnabled(String eventType) {
        return enabled.contains(eventType);
    }

    /// Turns events of the type on or off.
    public void set(String eventType, boolean on) {
        if (on) {
            enabled.add(eventType);
        } else {
            enabled.remove(eventType);
        }
    }

    /// Takes over what `UpdateEventConfigurations` says; types that it does not name stay as they are.
    ///
    /// @throws IotException if the document is not as it must be
    void update(byte[] document) {
        JsonNode configurations = read(document).path(MEMBER);
        if (!configurations.isObject()) {
            throw IotException.invalidRequest(
                    "1 validation error detected: " + MEMBER + " must be an object, got '" + configurations + "'");
        }
        configurations.properties().forEach(EventConfigurations::check);
        configurations
                .properties()
                .forEach(entry ->
                        set(entry.getKey(), entry.getValue().path("Enabled").asBoolean()));
    }

    private static void check(Map.Entry<String, JsonNode> entry) {
        if (!TYPES.contains(entry.getKey()) || !entry.getValue().path("Enabled").isBoolean()) {
            throw IotException.invalidRequest(
                    MEMBER + " must be of types AWS IoT has, with Enabled true or false, got " + entry);
        }
    }

    private static JsonNode read(byte[] document) {
        try {
            return new ObjectMapper().readTree(document);
        } catch (IOException e) {
            throw IotException.invalidRequest("the body must be JSON");
        }
    }
}
