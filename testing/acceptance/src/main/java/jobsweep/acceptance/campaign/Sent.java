package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.iot.Execution;

/// A request as CloudFormation sent it.
///
/// @param named the executions that its physical id named at that moment, as far as its URL's signature lets know
record Sent(JsonNode request, Instant at, List<Execution> named) {
    String id() {
        return request.path("RequestId").asText();
    }

    boolean is(String requestType) {
        return request.path("RequestType").asText().equals(requestType);
    }

    JsonNode properties() {
        return request.path("ResourceProperties");
    }

    /// Whether a property is `true`.
    boolean says(String property) {
        return properties().path(property).asText().equals("true");
    }

    Optional<Naming> naming() {
        return Naming.ofId(request.path("PhysicalResourceId").asText());
    }

    boolean concernsSameResourceAs(Sent other) {
        return member("StackId").equals(other.member("StackId"))
                && member("LogicalResourceId").equals(other.member("LogicalResourceId"));
    }

    /// When CloudFormation stops waiting for the answer.
    Instant timesOutAt() {
        return at.plusSeconds(properties().path("ServiceTimeout").asLong(3600));
    }

    /// The secret in its URL.
    String query() {
        String url = member("ResponseURL");
        return url.substring(url.indexOf('?') + 1);
    }

    String signature() {
        return query().substring(query().lastIndexOf('=') + 1);
    }

    private String member(String name) {
        return request.path(name).asText();
    }

    /// Type, resource, id and properties, without the secret.
    @Override
    public String toString() {
        String shown = properties().toString().replaceAll("\"Service(Token|Timeout)\":\"[^\"]*\",?", "");
        return "%s %s %s %s"
                .formatted(member("RequestType"), member("LogicalResourceId"), member("PhysicalResourceId"), shown);
    }
}
