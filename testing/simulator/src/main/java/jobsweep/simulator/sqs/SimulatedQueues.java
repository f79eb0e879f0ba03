package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Standard queues by any clock, with SQS's rules. Safe for use by several threads.
public final class SimulatedQueues implements Queues {
    private final InstantSource time;
    private final Supplier<String> ids;
    private final Map<String, SimulatedQueue> queues = new LinkedHashMap<>();

    /// @param ids an id for each message
    public SimulatedQueues(InstantSource time, Supplier<String> ids) {
        this.time = time;
        this.ids = ids;
    }

    @Override
    public synchronized void put(StandardQueue queue) {
        queues.computeIfAbsent(queue.name(), name -> new SimulatedQueue(time)).configure(queue);
    }

    @Override
    public synchronized void delete(String queueName) {
        queues.remove(queueName);
    }

    @Override
    public void close() {}

    @Override
    public synchronized ObjectNode answer(String action, ObjectNode request) {
        SimulatedQueue queue =
                find(StandardQueue.nameInUrl(request.path("QueueUrl").asText()));
        return switch (action) {
            case "SendMessage" -> send(queue, request);
            case "SendMessageBatch" -> batch(request, entry -> send(queue, entry));
            case "ReceiveMessage" -> receive(queue, request);
            case "DeleteMessage" -> delete(queue, request);
            case "DeleteMessageBatch" -> batch(request, entry -> delete(queue, entry));
            case "ChangeMessageVisibility" -> changeVisibility(queue, request);
            case "ChangeMessageVisibilityBatch" -> batch(request, entry -> changeVisibility(queue, entry));
            case "GetQueueAttributes" -> queue.attributes();
            default -> throw SqsException.of("InvalidAction", "The simulator has no " + action);
        };
    }

    @Override
    public synchronized boolean isQuiet(String queueName) {
        SimulatedQueue queue = queues.get(queueName);
        return queue == null || queue.isQuiet();
    }

    private ObjectNode send(SimulatedQueue queue, JsonNode request) {
        QueuedMessage message = QueuedMessage.sent(ids.get(), request, time.instant());
        queue.add(message, Duration.ofSeconds(request.path("DelaySeconds").asLong()));
        return message.receipt();
    }

    private ObjectNode receive(SimulatedQueue queue, JsonNode request) {
        Duration timeout = request.has("VisibilityTimeout")
                ? seconds(request, "VisibilityTimeout")
                : queue.queue().visibilityTimeout();
        ObjectNode answer = document();
        ArrayNode messages = answer.putArray("Messages");
        int maximum = request.path("MaxNumberOfMessages").asInt(1);
        Consumer<QueuedMessage> dead = message -> queue.queue()
                .redrive()
                .ifPresent(redrive -> find(StandardQueue.nameInArn(redrive.deadLetterTargetArn()))
                        .add(message, Duration.ZERO));
        queue.receive(maximum, timeout, dead).forEach(message -> messages.add(message.document()));
        return messages.isEmpty() ? document() : answer;
    }

    private static ObjectNode delete(SimulatedQueue queue, JsonNode request) {
        queue.delete(request.path("ReceiptHandle").asText());
        return document();
    }

    private static ObjectNode changeVisibility(SimulatedQueue queue, JsonNode request) {
        queue.hide(request.path("ReceiptHandle").asText(), seconds(request, "VisibilityTimeout"));
        return document();
    }

    private static ObjectNode batch(JsonNode request, Function<JsonNode, ObjectNode> single) {
        ObjectNode answer = document();
        ArrayNode successful = answer.putArray("Successful");
        ArrayNode failed = answer.putArray("Failed");
        for (JsonNode entry : request.path("Entries")) {
            String id = entry.path("Id").asText();
            try {
                successful.add(single.apply(entry).put("Id", id));
            } catch (SqsException e) {
                failed.addObject()
                        .put("Id", id)
                        .put("SenderFault", true)
                        .put("Code", e.code())
                        .put("Message", e.sentence());
            }
        }
        return answer;
    }

    private SimulatedQueue find(String name) {
        SimulatedQueue queue = queues.get(name);
        if (queue == null) {
            throw SqsException.noSuchQueue();
        }
        return queue;
    }

    private static Duration seconds(JsonNode request, String property) {
        long seconds = request.path(property).asLong(-1);
        if (seconds < 0 || seconds > Duration.ofHours(12).toSeconds()) {
            throw SqsException.of("InvalidParameterValue", property + " must be 0 to 43200, got " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static ObjectNode document() {
        return JsonNodeFactory.instance.objectNode();
    }
}
