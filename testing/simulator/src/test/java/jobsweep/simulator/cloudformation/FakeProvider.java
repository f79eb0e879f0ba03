package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A provider whose resources are called as their property `Id` says, so that another `Id` means another resource.
/// It answers over HTTP, and refuses or keeps silent where a test tells it to.
final class FakeProvider implements CustomResourceInvoker, AutoCloseable {
    static final String SERVICE_TOKEN = "arn:aws:lambda:us-east-1:123456789012:function:provider";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private final Map<String, UnaryOperator<ObjectNode>> altered = new ConcurrentHashMap<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final Map<String, CompletableFuture<JsonNode>> arrivals = new ConcurrentHashMap<>();
    private volatile boolean deleted;

    /// Answers FAILED to requests such as `Delete Sweep`.
    void refuse(String request) {
        refused.add(request);
    }

    void accept(String request) {
        refused.remove(request);
        silent.remove(request);
    }

    void keepSilentOn(String request) {
        silent.add(request);
    }

    /// Is gone from now on.
    void delete() {
        deleted = true;
    }

    void alter(String request, UnaryOperator<ObjectNode> answer) {
        altered.put(request, answer);
    }

    /// Waits until such a request has come.
    JsonNode await(String request) {
        return arrival(request).orTimeout(1, TimeUnit.MINUTES).join();
    }

    /// Lets the next wait be for another request of this kind.
    void forget(String request) {
        arrivals.remove(request);
    }

    @Override
    public Consumer<JsonNode> provider(String serviceToken) {
        if (deleted) {
            throw new IllegalArgumentException("Function not found: " + serviceToken);
        }
        return request -> threads.execute(() -> handle(request));
    }

    /// Returns when everything that came has been answered.
    @Override
    public void close() {
        threads.close();
        client.close();
    }

    /// Puts an answer at a request's URL, and tells the status.
    int put(JsonNode request, String answer) {
        var put = HttpRequest.newBuilder(URI.create(request.path("ResponseURL").asText()))
                .PUT(HttpRequest.BodyPublishers.ofString(answer))
                .build();
        try {
            return client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(JsonNode request) {
        var name = request.path("RequestType").asText() + " "
                + request.path("LogicalResourceId").asText();
        if (!silent.contains(name)) {
            put(
                    request,
                    altered.getOrDefault(name, UnaryOperator.identity())
                            .apply(answer(name, request))
                            .toString());
        }
        arrival(name).complete(request);
    }

    private ObjectNode answer(String name, JsonNode request) {
        var answer = answerTo(request);
        return refused.contains(name)
                ? answer.put("Status", "FAILED").put("Reason", "not " + name)
                : answer.put("Status", "SUCCESS");
    }

    static ObjectNode answerTo(JsonNode request) {
        var id = request.path("RequestType").asText().equals("Delete")
                ? request.path("PhysicalResourceId")
                : request.path("ResourceProperties").path("Id");
        var answer = JsonNodeFactory.instance
                .objectNode()
                .put("PhysicalResourceId", id.asText("nameless"))
                .put("StackId", request.path("StackId").asText())
                .put("RequestId", request.path("RequestId").asText())
                .put("LogicalResourceId", request.path("LogicalResourceId").asText());
        answer.putObject("Data").put("Colour", "blue");
        return answer;
    }

    private CompletableFuture<JsonNode> arrival(String request) {
        return arrivals.computeIfAbsent(request, key -> new CompletableFuture<>());
    }
}
