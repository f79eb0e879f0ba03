package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.time.Time;

/// Lambda's pollers of one queue for one function. They work in the function's role, each one batch after the other:
/// receive, invoke, delete what succeeded. What failed is left to its visibility timeout.
public final class EventSourceMapping {
    private final EventSource source;
    private final SqsService sqs;
    private final Lambda functions;
    private final Time time;
    private final Polling polling;
    private final BooleanSupplier loopsAllowed;
    private final AtomicLong dropped = new AtomicLong();
    private volatile boolean ended;

    /// @param loopsAllowed whether the function may set itself off as long as it likes (`RecursiveLoop: Allow`)
    EventSourceMapping(
            EventSource source,
            SqsService sqs,
            Lambda functions,
            Time time,
            Polling polling,
            BooleanSupplier loopsAllowed) {
        this.source = source;
        this.sqs = sqs;
        this.functions = functions;
        this.time = time;
        this.polling = polling;
        this.loopsAllowed = loopsAllowed;
    }

    void start() {
        for (int poller = 0; poller < source.maximumConcurrency(); poller++) {
            time.start(this::poll);
        }
    }

    EventSource source() {
        return source;
    }

    /// Lets no poller take another batch.
    public void end() {
        ended = true;
    }

    /// How many messages were dropped because the function had set itself off too often in a chain.
    public long dropped() {
        return dropped.get();
    }

    private void poll() {
        while (!ended) {
            if (sqs.isQuiet(source.queueName()) || !tookBatch()) {
                time.sleep(polling.pause());
            }
        }
    }

    private boolean tookBatch() {
        try {
            FunctionConfiguration function = functions.function(source.functionArn());
            List<JsonNode> messages = receive(function);
            List<JsonNode> looping = loopsAllowed.getAsBoolean()
                    ? List.of()
                    : messages.stream()
                            .filter(message -> lineage(message).isTooLong())
                            .toList();
            dropped.addAndGet(looping.size());
            delete(function, looping);
            List<JsonNode> batch = new ArrayList<>(messages);
            batch.removeAll(looping);
            if (!batch.isEmpty()) {
                handle(function, batch);
            }
            return !messages.isEmpty();
        } catch (SqsException | IllegalArgumentException | IllegalStateException e) {
            // The queue, the function or its permission is gone, or all of this: Lambda keeps on polling.
            return false;
        }
    }

    private List<JsonNode> receive(FunctionConfiguration function) {
        ObjectNode request = request().put("MaxNumberOfMessages", source.batchSize());
        request.putArray("MessageSystemAttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        return sqs.call(function.roleArn(), "ReceiveMessage", request)
                .path("Messages")
                .valueStream()
                .toList();
    }

    private void handle(FunctionConfiguration function, List<JsonNode> batch) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        batch.forEach(message -> byId.put(message.path("MessageId").asText(), message));
        int links = batch.stream()
                .mapToInt(message -> lineage(message).links())
                .max()
                .orElse(0);
        AttemptResult invocation = functions.invokeAndWait(
                source.functionArn(),
                SqsEvent.of(batch, sqs.arn(source.queueName()), function.region()),
                new Lineage(source.functionArn(), links).next(byId.keySet().toString()));
        Set<String> failed = BatchAnswer.failed(byId.keySet(), invocation, source.reportsBatchItemFailures());
        delete(
                function,
                byId.entrySet().stream()
                        .filter(message -> !failed.contains(message.getKey()))
                        .map(Map.Entry::getValue)
                        .toList());
        if (!polling.keepsVisibility() && invocation.succeeded()) {
            batch.stream()
                    .filter(message -> failed.contains(message.path("MessageId").asText()))
                    .forEach(message -> sqs.loseVisibility(source.queueName(), message));
        }
    }

    private void delete(FunctionConfiguration function, List<JsonNode> messages) {
        if (messages.isEmpty()) {
            return;
        }
        ObjectNode request = request();
        ArrayNode entries = request.putArray("Entries");
        messages.forEach(message -> entries.addObject()
                .put("Id", Integer.toString(entries.size()))
                .<ObjectNode>set("ReceiptHandle", message.path("ReceiptHandle")));
        sqs.call(function.roleArn(), "DeleteMessageBatch", request);
    }

    private Lineage lineage(JsonNode message) {
        return Lineage.of(
                source.functionArn(),
                message.path("Attributes").path("AWSTraceHeader").asText());
    }

    private ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("QueueUrl", sqs.url(source.queueName()));
    }
}
