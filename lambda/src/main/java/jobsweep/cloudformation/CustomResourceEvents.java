package jobsweep.cloudformation;

import com.amazonaws.services.lambda.runtime.events.CloudFormationCustomResourceEvent;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.Json;
import org.jspecify.annotations.Nullable;

/// Reads CloudFormation's event from Lambda's input.
///
/// By hand, because letting the runtime bind the event to its class costs every cold start about a third more.
final class CustomResourceEvents {

    private CustomResourceEvents() {}

    /// @return empty where the input is no JSON object; members of the wrong type are left out
    static Optional<CloudFormationCustomResourceEvent> read(InputStream input) {
        return Json.readObject(input).map(CustomResourceEvents::event);
    }

    static CloudFormationCustomResourceEvent event(Map<String, Object> members) {
        return CloudFormationCustomResourceEvent.builder()
                .withRequestType(text(members, "RequestType"))
                .withResponseUrl(text(members, "ResponseURL"))
                .withStackId(text(members, "StackId"))
                .withRequestId(text(members, "RequestId"))
                .withLogicalResourceId(text(members, "LogicalResourceId"))
                .withPhysicalResourceId(text(members, "PhysicalResourceId"))
                .withResourceProperties(
                        Json.member(members, "ResourceProperties").orElse(Map.of()))
                .build();
    }

    private static @Nullable String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : null;
    }
}
