package jobsweep.cloudformation;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.Json;
import org.jspecify.annotations.Nullable;

/// CloudFormation's event, as it came. A member of the wrong type is none.
record CustomResourceEvent(Map<String, Object> members) {

    /// @return empty where the input is no JSON object
    static Optional<CustomResourceEvent> read(InputStream input) {
        return Json.readObject(input).map(CustomResourceEvent::new);
    }

    @Nullable
    String requestType() {
        return text("RequestType");
    }

    /// A secret.
    @Nullable
    String responseUrl() {
        return text("ResponseURL");
    }

    @Nullable
    String stackId() {
        return text("StackId");
    }

    @Nullable
    String requestId() {
        return text("RequestId");
    }

    @Nullable
    String logicalResourceId() {
        return text("LogicalResourceId");
    }

    @Nullable
    String physicalResourceId() {
        return text("PhysicalResourceId");
    }

    Map<String, Object> resourceProperties() {
        return Json.member(members, "ResourceProperties").orElse(Map.of());
    }

    /// The same event for the invocation that goes on with it.
    String continued(Continuation soFar) {
        Map<String, Object> all = new LinkedHashMap<>(members);
        all.put(Continuation.MEMBER, soFar.member());
        return Json.write(all);
    }

    private @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    /// The names only: the response URL is a secret.
    @Override
    public String toString() {
        return "CustomResourceEvent" + members.keySet();
    }
}
