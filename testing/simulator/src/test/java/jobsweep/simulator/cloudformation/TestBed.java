package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.time.Time;

/// CloudFormation with a fake provider and one type of its own, `Fake::Part`.
final class TestBed implements AutoCloseable {
    static final String NAME = "demo";

    final FakeProvider provider = new FakeProvider();
    final InMemoryType parts = new InMemoryType();
    final Deadlines time = new Deadlines();
    final LocalServer server;
    final ResponseBucket bucket;
    final CustomResources customResources;
    final CloudFormation cloudFormation;

    TestBed() throws IOException {
        this(CloudFormationRules.standard());
    }

    TestBed(CloudFormationRules rules) throws IOException {
        server = LocalServer.bind(Optional.empty());
        bucket = new ResponseBucket(
                server.url().toString(), Time.system(), Identifiers.unforeseeable(), rules.urlSigning());
        server.serve(bucket);
        customResources = new CustomResources(bucket, provider, time, Identifiers.unforeseeable());
        var types = new ResourceTypes(customResources, Map.of("Fake::Part", parts));
        cloudFormation =
                new CloudFormation(new Region(Account.example(), types, time, rules), Identifiers.unforeseeable());
    }

    /// A template from lines of YAML that follow `Resources:`; `<token>` is the provider's service token.
    static Template resources(String yaml) {
        return Template.parse("Resources:\n" + yaml.replace("<token>", FakeProvider.SERVICE_TOKEN));
    }

    Stack create(String yaml) {
        return ended(cloudFormation.createStack(NAME, resources(yaml), Map.of()));
    }

    Stack update(String yaml) {
        return ended(cloudFormation.updateStack(NAME, resources(yaml), Map.of()));
    }

    Stack delete() {
        return ended(cloudFormation.deleteStack(NAME));
    }

    static Stack ended(CompletableFuture<Stack> move) {
        return move.orTimeout(2, TimeUnit.MINUTES).join();
    }

    /// The requests so far, as in `Delete Sweep first`: type, logical id, physical id.
    List<String> requests() {
        return cloudFormation.requests().stream().map(TestBed::line).toList();
    }

    JsonNode lastRequest() {
        return cloudFormation.requests().getLast();
    }

    static String id(JsonNode request) {
        return request.path("RequestId").asText();
    }

    static String url(JsonNode request) {
        return request.path("ResponseURL").asText();
    }

    private static String line(JsonNode request) {
        return "%s %s %s"
                .formatted(
                        request.path("RequestType").asText(),
                        request.path("LogicalResourceId").asText(),
                        request.path("PhysicalResourceId").asText())
                .strip();
    }

    /// A stack's events, as in `Sweep DELETE_COMPLETE`.
    static List<String> history(Stack stack) {
        return stack.events().stream()
                .map(event -> event.logicalResourceId() + " " + event.status())
                .toList();
    }

    static String reason(Stack stack, String logicalResourceId, String status) {
        return stack.events().stream()
                .filter(event -> event.logicalResourceId().equals(logicalResourceId)
                        && event.status().equals(status))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Override
    public void close() {
        provider.close();
        server.close();
    }
}
