package jobsweep.simulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.LocalServer;

/// The Runtime API of one execution environment: hands events to the runtime, one at a time, and hears how they ended.
final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LocalServer server;
    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    private final CompletableFuture<Instant> firstPoll = new CompletableFuture<>();
    private volatile Optional<Delivery> current = Optional.empty();

    private RuntimeApi(LocalServer server) {
        this.server = server;
    }

    static RuntimeApi start() throws IOException {
        RuntimeApi api = new RuntimeApi(LocalServer.bind(Optional.empty()));
        api.server.serve(api::answer);
        return api;
    }

    /// The value of `AWS_LAMBDA_RUNTIME_API`.
    String address() {
        return "127.0.0.1:" + server.port();
    }

    /// Hands the event out as soon as the runtime asks for one.
    void deliver(Delivery delivery) {
        current = Optional.of(delivery);
        waiting.add(delivery);
    }

    /// Ends the delivery at hand with its environment.
    void end(Outcome end) {
        current.ifPresent(delivery -> delivery.end(end));
    }

    /// When the runtime first asked for an event; empty if it has not.
    Optional<Instant> firstPoll() {
        return firstPoll.isDone() ? Optional.of(firstPoll.join()) : Optional.empty();
    }

    @Override
    public void close() {
        server.close();
    }

    private HttpAnswer answer(HttpCall call) {
        String line = call.method() + " " + call.target().getPath();
        if (line.equals("GET " + VERSION + "/invocation/next")) {
            return handOutNext();
        }
        return HttpAnswer.empty(hear(line, new String(call.body(), StandardCharsets.UTF_8)) ? 202 : 400);
    }

    private HttpAnswer handOutNext() {
        firstPoll.complete(Instant.now());
        current.filter(delivery -> delivery.handedOut().isPresent()).ifPresent(Delivery::release);
        try {
            Delivery delivery = waiting.take();
            Instant deadline = delivery.handOut();
            return delivery.endsAt(Moment.AT_HAND_OUT) ? HttpAnswer.none() : handedOut(delivery.event(), deadline);
        } catch (InterruptedException e) {
            // The environment is closing, and its runtime with it.
            Thread.currentThread().interrupt();
            return HttpAnswer.none();
        }
    }

    private static HttpAnswer handedOut(Event event, Instant deadline) {
        // Without a content type the native client brings its JVM down.
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        headers.put("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.put("Lambda-Runtime-Invoked-Function-Arn", event.functionArn());
        headers.put("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
        if (!event.traceHeader().isEmpty()) {
            headers.put("Lambda-Runtime-Trace-Id", event.traceHeader());
        }
        return new HttpAnswer(200, headers, event.payload());
    }

    /// Takes in what the runtime reports.
    ///
    /// @return whether it was about the event at hand, or about initialisation
    private boolean hear(String call, String body) {
        if (current.isEmpty()) {
            return false;
        }
        Delivery delivery = current.get();
        String invocation =
                "POST " + VERSION + "/invocation/" + delivery.event().requestId();
        if (call.equals("POST " + VERSION + "/init/error")) {
            delivery.failInit(failure(body));
        } else if (call.equals(invocation + "/response")) {
            delivery.report(new Outcome.Succeeded(body));
        } else if (call.equals(invocation + "/error")) {
            delivery.report(failure(body));
        } else {
            return false;
        }
        return true;
    }

    private static Outcome failure(String body) {
        try {
            return new Outcome.Failed(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return new Outcome.Failed("Runtime.UnreadableError", body);
        }
    }
}
