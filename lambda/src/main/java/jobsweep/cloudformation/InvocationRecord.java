package jobsweep.cloudformation;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import jobsweep.invocation.FailureText;
import jobsweep.invocation.Json;

/// What an on-failure destination gets of an asynchronous event that Lambda has given up on.
///
/// As the [Lambda developer guide] describes it. Every member but the event may be missing: an event that never reached
/// the function has no response.
///
/// [Lambda developer guide]: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
record InvocationRecord(Map<String, Object> members) {

    /// @return empty where the input is no JSON object
    static Optional<InvocationRecord> read(InputStream input) {
        return Json.readObject(input).map(InvocationRecord::new);
    }

    /// The event that the function got, or should have got.
    Optional<CustomResourceEvent> event() {
        return Json.member(members, "requestPayload").map(CustomResourceEvent::new);
    }

    /// Why Lambda gave up, in its own words: condition, number of invocations, and how the last one ended.
    String why() {
        Map<String, Object> request = Json.member(members, "requestContext").orElse(Map.of());
        String end = Json.member(members, "responsePayload")
                .map(response -> ", the last of which ended with " + end(response))
                .orElse("");
        return "%s after %s invocation(s) of request %s%s"
                .formatted(
                        text(request, "condition"),
                        text(request, "approximateInvokeCount"),
                        text(request, "requestId"),
                        end);
    }

    // Lambda has told of a time-out with a type and without one.
    private static String end(Map<String, Object> response) {
        return response.get("errorType") instanceof String type
                ? FailureText.of(type, response.get("errorMessage") instanceof String message ? message : null)
                : text(response, "errorMessage");
    }

    private static String text(Map<String, Object> object, String name) {
        return object.get(name) instanceof String text ? text : "unknown";
    }
}
