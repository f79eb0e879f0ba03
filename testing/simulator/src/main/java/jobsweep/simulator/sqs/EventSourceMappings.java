package jobsweep.simulator.sqs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.time.Time;

/// The event source mappings of an account.
public final class EventSourceMappings implements AutoCloseable {
    private static final List<String> NEEDED = List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes");

    private final SqsService sqs;
    private final Lambda functions;
    private final Time time;
    private final Polling polling;
    private final Map<String, EventSourceMapping> mappings = new ConcurrentHashMap<>();
    private final Set<String> loopsAllowed = ConcurrentHashMap.newKeySet();

    public EventSourceMappings(SqsService sqs, Lambda functions, Time time, Polling polling) {
        this.sqs = sqs;
        this.functions = functions;
        this.time = time;
        this.polling = polling;
    }

    /// Begins to poll, in place of the mapping that had this id.
    ///
    /// @throws IllegalArgumentException where Lambda would not accept the mapping
    public EventSourceMapping put(String id, EventSource source) {
        require(functions.function(source.functionArn()), source);
        EventSourceMapping mapping = new EventSourceMapping(
                source, sqs, functions, time, polling, () -> loopsAllowed.contains(source.functionArn()));
        Optional.ofNullable(mappings.put(id, mapping)).ifPresent(EventSourceMapping::end);
        mapping.start();
        return mapping;
    }

    public void delete(String id) {
        Optional.ofNullable(mappings.remove(id)).ifPresent(EventSourceMapping::end);
    }

    /// The queues that are polled, and the functions that get their messages.
    public List<EventSource> sources() {
        return mappings.values().stream().map(EventSourceMapping::source).toList();
    }

    /// Sets whether the function may set itself off as long as it likes (`RecursiveLoop`).
    public void allowLoops(String functionArn, boolean allowed) {
        if (allowed) {
            loopsAllowed.add(functionArn);
        } else {
            loopsAllowed.remove(functionArn);
        }
    }

    /// How many messages were dropped because a function had set itself off too often in a chain.
    public long dropped() {
        return mappings.values().stream().mapToLong(EventSourceMapping::dropped).sum();
    }

    /// Ends all polling; invocations that are under way are not waited for.
    @Override
    public void close() {
        mappings.values().forEach(EventSourceMapping::end);
    }

    private void require(FunctionConfiguration function, EventSource source) {
        for (String action : NEEDED) {
            if (!sqs.allows(function.roleArn(), action, sqs.arn(source.queueName()))) {
                throw new IllegalArgumentException(
                        "The provided execution role does not have permissions to call " + action + " on SQS");
            }
        }
        Duration visibility = visibilityTimeout(function, source);
        if (visibility.compareTo(function.timeout()) < 0) {
            throw new IllegalArgumentException(
                    "Queue visibility timeout: %s seconds is less than Function timeout: %s seconds"
                            .formatted(
                                    visibility.toSeconds(), function.timeout().toSeconds()));
        }
    }

    private Duration visibilityTimeout(FunctionConfiguration function, EventSource source) {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", sqs.url(source.queueName()));
        request.putArray("AttributeNames").add("VisibilityTimeout");
        return Duration.ofSeconds(sqs.call(function.roleArn(), "GetQueueAttributes", request)
                .path("Attributes")
                .path("VisibilityTimeout")
                .asLong());
    }
}
