package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import jobsweep.simulator.time.Time;

/// Custom resources: each move is a request to the provider that the service token names, and an answer at the
/// request's URL.
public final class CustomResources implements ResourceType {
    private static final int LONGEST_SERVICE_TIMEOUT = 3600;

    private final ResponseBucket bucket;
    private final CustomResourceInvoker invoker;
    private final Time time;
    private final Identifiers identifiers;
    private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    private final List<Consumer<JsonNode>> listeners = new CopyOnWriteArrayList<>();

    public CustomResources(ResponseBucket bucket, CustomResourceInvoker invoker, Time time, Identifiers identifiers) {
        this.bucket = bucket;
        this.invoker = invoker;
        this.time = time;
        this.identifiers = identifiers;
    }

    /// Every request sent so far, in order.
    public List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /// Tells somebody of each request from now on, before it is sent.
    public void onRequest(Consumer<JsonNode> listener) {
        listeners.add(listener);
    }

    /// Delivers a request that was sent before once more, as Lambda may at any time. One more answer to it may come,
    /// and changes nothing.
    public void deliverAgain(JsonNode request) {
        bucket.deliveredAgain(request.path("RequestId").asText());
        invoker.provider(request.path("ServiceToken").asText()).accept(request.deepCopy());
    }

    /// Lets a request's `ServiceTimeout` be over now, however much of it is left.
    public void timeOut(JsonNode request) {
        var requestId = request.path("RequestId").asText();
        bucket.decide(requestId, timedOut(requestId));
    }

    private static ProviderAnswer timedOut(String requestId) {
        return new ProviderAnswer.Unusable(
                "CloudFormation did not receive a response from your Custom Resource. Please check your "
                        + "logs for requestId [%s].".formatted(requestId));
    }

    /// Only an answer tells.
    @Override
    public boolean supports(String attribute) {
        return true;
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var request = request("Create", address, properties);
        cancellation.whenRequested(() -> request.giveUp("Resource creation cancelled"));
        return switch (request.send()) {
            case ProviderAnswer.Success success -> success.resource();
            case ProviderAnswer.Failure failure ->
                throw new ResourceFailedException(request.reason(failure), failure.physicalResourceId());
            // Something may have been made all the same, so the rollback deletes it under an id of CloudFormation's
            // own.
            case ProviderAnswer.Unusable unusable ->
                throw new ResourceFailedException(unusable.reason(), identifiers.physicalId(address));
        };
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("ServiceToken")) {
            throw new ResourceFailedException("Modifying service token is not allowed.");
        }
        var request = request("Update", address, change.newProperties());
        request.event().put("PhysicalResourceId", change.current().id());
        request.event().set("OldResourceProperties", ScalarsAsText.of(change.oldProperties()));
        cancellation.whenRequested(() -> request.giveUp("Resource update cancelled"));
        return switch (request.send()) {
            case ProviderAnswer.Success success -> success.resource();
            case ProviderAnswer.Failure failure ->
                throw new ResourceFailedException(request.reason(failure), failure.physicalResourceId());
            case ProviderAnswer.Unusable unusable -> throw new ResourceFailedException(unusable.reason());
        };
    }

    /// Each try is the same request at the same URL.
    @Override
    public Runnable deletion(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        var request = request("Delete", address, properties);
        request.event().put("PhysicalResourceId", resource.id());
        return () -> {
            switch (request.send()) {
                case ProviderAnswer.Success success -> {}
                case ProviderAnswer.Failure failure -> throw new ResourceFailedException(request.reason(failure));
                case ProviderAnswer.Unusable unusable -> throw new ResourceFailedException(unusable.reason());
            }
        };
    }

    /// The provider hears of every way back, also where it had made another resource: it may answer with the old id,
    /// and then gets a Delete for the new one.
    @Override
    public PhysicalResource rollBack(ResourceAddress address, ResourceChange change, PhysicalResource before) {
        // This change was refused before the provider heard of it.
        return change.touches("ServiceToken") ? before : update(address, change, new Cancellation());
    }

    private Request request(String type, ResourceAddress address, ObjectNode properties) {
        var sent = ScalarsAsText.of(properties);
        var expected = bucket.expect(
                new RequestIdentity(address.stack().arn(), identifiers.uuid(), address.logicalResourceId()));
        var event = JsonNodeFactory.instance
                .objectNode()
                .put("RequestType", type)
                .put("ServiceToken", sent.path("ServiceToken").asText())
                .put("ResponseURL", bucket.url(expected))
                .put("StackId", address.stack().arn())
                .put("RequestId", expected.identity().requestId())
                .put("LogicalResourceId", address.logicalResourceId())
                .put("ResourceType", address.resourceType());
        event.set("ResourceProperties", sent);
        return new Request(event, expected);
    }

    private final class Request {
        private final ObjectNode event;
        private final ExpectedAnswer expected;

        private Request(ObjectNode event, ExpectedAnswer expected) {
            this.event = event;
            this.expected = expected;
        }

        ObjectNode event() {
            return event;
        }

        void giveUp(String why) {
            expected.decide(new ProviderAnswer.Unusable(why));
        }

        ProviderAnswer send() {
            var timeout = serviceTimeout();
            var provider = invoker.provider(event.path("ServiceToken").asText());
            if (expected.isDecided()) {
                expected.sentAgain();
            }
            var decision = expected.decision();
            requests.add(event.deepCopy());
            listeners.forEach(listener -> listener.accept(event.deepCopy()));
            time.after(timeout, () -> decision.complete(timedOut(id())));
            provider.accept(event.deepCopy());
            return time.await(decision);
        }

        String reason(ProviderAnswer.Failure failure) {
            return "Received response status [FAILED] from custom resource. Message returned: %s (RequestId: %s)"
                    .formatted(failure.reason(), id());
        }

        private String id() {
            return expected.identity().requestId();
        }

        private Duration serviceTimeout() {
            var seconds =
                    event.path("ResourceProperties").path("ServiceTimeout").asInt(LONGEST_SERVICE_TIMEOUT);
            if (seconds < 1 || seconds > LONGEST_SERVICE_TIMEOUT) {
                throw new ResourceFailedException("ServiceTimeout must be from 1 to 3600 seconds, got " + seconds);
            }
            return Duration.ofSeconds(seconds);
        }
    }
}
