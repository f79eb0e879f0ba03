package jobsweep.acceptance.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.sqs.SqsCall;
import jobsweep.simulator.sqs.SqsException;
import jobsweep.simulator.time.Time;

/// An event, and what the stack's rules, queue and consumer make of it.
final class CleanupByEvent {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(200);
    /// Long before the event: a request is about what was queued before it was sent.
    private static final Duration AGE = Duration.ofMinutes(1);

    private final Stage stage;
    private final CleanupQueue queue;
    private final Time time;
    private final Set<String> sentTo = ConcurrentHashMap.newKeySet();
    private volatile boolean comesBack;

    CleanupByEvent(Stage stage, CleanupQueue queue, Time time) {
        this.stage = stage;
        this.queue = queue;
        this.time = time;
        stage.aws().sqs().onSend(this::sent);
        stage.aws().sqs().onCall(this::called);
        stage.aws().lambda().onAttempt(this::invoked);
    }

    /// Lets the event happen, and returns when the queue is empty or a request will come back.
    void play(CleanupEvent.Source source) {
        CleanupEvent event = source.event(queue.exampleNames(), time.instant().minus(AGE));
        event.executions().forEach(stage.aws().jobs()::put);
        stage.showExecutions("before");
        stage.screen().command(event.command(), event.remark());
        if (!happens(event)) {
            return;
        }
        if (sentTo.isEmpty()) {
            stage.screen().outcome("No rule of the stack takes this event: nothing is cleaned up.", "");
            return;
        }
        if (sentTo.contains(queue.name())) {
            awaitEnd();
        }
        end(event.executions());
    }

    /// Returns when the consumer has had a look.
    void awaitLook() {
        await(() -> !queue.batches().isEmpty(), "the queue's consumer should look");
    }

    /// Returns when the queue is empty or a request will come back.
    void awaitEnd() {
        // A batch's line comes after its calls.
        await(() -> (comesBack || queue.isEmpty()) && !queue.batches().isEmpty(), "the queue should be empty");
    }

    /// Tells how it went, and expects that these are gone.
    void end(Collection<Execution> executions) {
        tell();
        stage.showExecutions("now");
        stage.expectGone(executions);
    }

    /// Whether it came about, and a request with it where a rule makes one of it.
    private boolean happens(CleanupEvent event) {
        try {
            event.happening().accept(stage.aws(), queue);
        } catch (SqsException e) {
            stage.expect(false, "SQS should take the request, and does not: " + e.getMessage());
            return false;
        }
        stage.aws().topicRules().lost().forEach(why -> stage.expect(false, "the event should reach the queue: " + why));
        return true;
    }

    private void await(BooleanSupplier condition, String expectation) {
        Instant latest = time.instant().plus(LONGEST);
        while (!condition.getAsBoolean() && time.instant().isBefore(latest)) {
            time.sleep(LOOK);
        }
        stage.expect(condition.getAsBoolean(), expectation + " within " + LONGEST.toSeconds() + " s");
    }

    private void tell() {
        queue.batches().stream().map(CleanupByEvent::json).forEach(this::tellBatch);
        for (JsonNode letter : queue.deadLetters()) {
            stage.screen()
                    .outcome(
                            "dead letter " + letter.path("Body").asText(),
                            letter.at("/MessageAttributes/Reason/StringValue").asText());
            stage.expect(false, "the request should be carried out, and is a dead letter");
        }
    }

    private void tellBatch(JsonNode batch) {
        String counts = Stream.of("Deleted", "AlreadyGone", "Refused", "Waiting", "Throttled", "Failed")
                .map(metric -> metric + " " + batch.path(metric).asLong())
                .collect(Collectors.joining(", "));
        stage.screen().outcome("the consumer's metrics: " + counts, "");
        batch.path("comingBack").forEach(message -> {
            stage.screen()
                    .outcome("a request comes back later", message.path("why").asText());
            stage.expect(false, "the request should be carried out at once, and is not");
        });
    }

    private void sent(String queueName, String body) {
        sentTo.add(queueName);
        stage.screen().request("sqs:SendMessage to %s: %s".formatted(queue.called(queueName), body));
    }

    private void called(SqsCall call) {
        boolean polls = call.action().equals("ReceiveMessage") || call.action().equals("GetQueueAttributes");
        if (!polls) {
            comesBack |= call.action().startsWith("ChangeMessageVisibility");
            stage.screen()
                    .request("sqs:%s on %s: %s %s"
                            .formatted(call.action(), queue.called(call.queueName()), call.status(), call.errorCode()));
        }
    }

    private void invoked(FunctionConfiguration function) {
        if (function.functionArn().equals(queue.consumer().functionArn())) {
            stage.screen().request("lambda:Invoke " + function.functionName());
        }
    }

    private static JsonNode json(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The consumer's log is not JSON: " + line, e);
        }
    }
}
