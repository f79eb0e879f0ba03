package jobsweep.simulator.iot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Which events the account publishes; none, until it is told to. Safe for use by several threads.
public final class PublishedEvents {
    private static final String MEMBER = "eventConfigurations";
    private static final List<String> TYPES = List.of(
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

    private final boolean keepsOthers;
    private final Set<String> enabled = ConcurrentHashMap.newKeySet();

    /// @param keepsOthers whether types that an update does not name stay as they are; else they are off
    PublishedEvents(boolean keepsOthers) {
        this.keepsOthers = keepsOthers;
    }

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

    /// What `DescribeEventConfigurations` says.
    ObjectNode document() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode configurations = document.putObject(MEMBER);
        TYPES.forEach(type -> configurations.putObject(type).put("Enabled", isEnabled(type)));
        return document;
    }

    /// Takes over what `UpdateEventConfigurations` says.
    ///
    /// @throws IotException if the document is not as it must be
    void update(byte[] document) {
        JsonNode configurations = read(document).path(MEMBER);
        if (!configurations.isObject()) {
            throw IotException.invalidRequest(
                    "1 validation error detected: " + MEMBER + " must be an object, got '" + configurations + "'");
        }
        configurations.properties().forEach(PublishedEvents::check);
        if (!keepsOthers) {
            enabled.clear();
        }
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
