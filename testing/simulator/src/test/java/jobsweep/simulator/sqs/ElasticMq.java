package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.jspecify.annotations.Nullable;

/// Queues in a real SQS server that is not ours, by the machine's clock. It takes seconds to start, so it does that
/// with the first queue.
public final class ElasticMq implements Queues {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, String> urls = new HashMap<>();
    private @Nullable Running running;

    @Override
    public synchronized void put(StandardQueue queue) {
        if (running == null) {
            running = Running.start();
        }
        ObjectNode attributes = attributes(queue);
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.set("Attributes", attributes);
        String url = urls.get(queue.name());
        if (url == null) {
            request.put("QueueName", queue.name());
            urls.put(queue.name(), send("CreateQueue", request).path("QueueUrl").asText());
        } else {
            send("SetQueueAttributes", request.put("QueueUrl", url));
        }
    }

    @Override
    public synchronized void delete(String queueName) {
        String url = urls.remove(queueName);
        if (url != null) {
            send("DeleteQueue", JsonNodeFactory.instance.objectNode().put("QueueUrl", url));
        }
    }

    @Override
    public ObjectNode answer(String action, ObjectNode request) {
        String url = url(StandardQueue.nameInUrl(request.path("QueueUrl").asText()));
        return send(action, request.deepCopy().put("QueueUrl", url));
    }

    @Override
    public synchronized void close() {
        if (running != null) {
            running.server().stopAndWait();
        }
        http.shutdownNow();
    }

    private synchronized String url(String queueName) {
        String url = urls.get(queueName);
        if (url == null) {
            throw SqsException.noSuchQueue();
        }
        return url;
    }

    private synchronized URI endpoint() {
        if (running == null) {
            throw SqsException.noSuchQueue();
        }
        return running.endpoint();
    }

    private static ObjectNode attributes(StandardQueue queue) {
        ObjectNode attributes = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "VisibilityTimeout",
                        Long.toString(queue.visibilityTimeout().toSeconds()))
                .put("MessageRetentionPeriod", Long.toString(queue.retention().toSeconds()));
        queue.redrive()
                .ifPresent(redrive -> attributes.put(
                        "RedrivePolicy",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("deadLetterTargetArn", redrive.deadLetterTargetArn())
                                .put("maxReceiveCount", redrive.maxReceiveCount())
                                .toString()));
        return attributes;
    }

    private ObjectNode send(String action, ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint())
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            ObjectNode document =
                    (ObjectNode) new JsonMapper().readTree(answer.body().isEmpty() ? "{}" : answer.body());
            if (answer.statusCode() == 200) {
                return document;
            }
            String type = document.path("__type").asText();
            throw new SqsException(
                    answer.statusCode(),
                    type.substring(type.indexOf('#') + 1),
                    document.path("Message").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("SQS was closed before it had answered " + action, e);
        }
    }

    private record Running(SQSRestServer server, URI endpoint) {
        static Running start() {
            SQSRestServer server = SQSRestServerBuilder.withInterface("localhost")
                    .withPort(0)
                    .withAWSAccountId("000000000000")
                    .start();
            int port = server.waitUntilStarted().localAddress().getPort();
            return new Running(server, URI.create("http://localhost:" + port));
        }
    }
}
