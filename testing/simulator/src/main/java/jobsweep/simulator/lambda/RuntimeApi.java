package jobsweep.simulator.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/// The Runtime API of one execution environment: hands events to the runtime, one at a time, and hears how they ended.
final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();
    private final CompletableFuture<Instant> firstPoll = new CompletableFuture<>();
    private final CompletableFuture<Outcome> failedInit = new CompletableFuture<>();
    private volatile Optional<Delivery> current = Optional.empty();

    private RuntimeApi(HttpServer server) {
        this.server = server;
    }

    static RuntimeApi start() throws IOException {
        RuntimeApi api =
                new RuntimeApi(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        api.server.setExecutor(api.threads);
        api.server.createContext("/", api::handle);
        api.server.start();
        return api;
    }

    /// The value of `AWS_LAMBDA_RUNTIME_API`.
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Hands the event out as soon as the runtime asks for one.
    void deliver(Delivery delivery) {
        waiting.add(delivery);
    }

    /// Completes if the function can't be initialised.
    CompletableFuture<Outcome> failedInit() {
        return failedInit;
    }

    /// When the runtime first asked for an event; empty if it has not.
    Optional<Instant> firstPoll() {
        return firstPoll.isDone() ? Optional.of(firstPoll.join()) : Optional.empty();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String call =
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (call.equals("GET " + VERSION + "/invocation/next")) {
                handOutNext(exchange);
                return;
            }
            exchange.sendResponseHeaders(hear(call, body) ? 202 : 400, -1);
        } catch (InterruptedException e) {
            // The environment is closing, and its runtime with it.
            Thread.currentThread().interrupt();
        }
    }

    private void handOutNext(HttpExchange exchange) throws IOException, InterruptedException {
        firstPoll.complete(Instant.now());
        current.ifPresent(Delivery::release);
        Delivery delivery = waiting.take();
        current = Optional.of(delivery);
        Instant deadline = delivery.handOut();
        if (delivery.endsAt(Moment.AT_HAND_OUT)) {
            return;
        }
        Event event = delivery.event();
        Headers headers = exchange.getResponseHeaders();
        // Without a content type the native client brings its JVM down.
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.set("Lambda-Runtime-Invoked-Function-Arn", event.functionArn());
        headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline.toEpochMilli()));
        if (!event.traceHeader().isEmpty()) {
            headers.set("Lambda-Runtime-Trace-Id", event.traceHeader());
        }
        byte[] payload = event.payload().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, payload.length);
        exchange.getResponseBody().write(payload);
    }

    /// Takes in what the runtime reports.
    ///
    /// @return whether it was about the event at hand, or about initialisation
    private boolean hear(String call, String body) {
        if (call.equals("POST " + VERSION + "/init/error")) {
            return failedInit.complete(failure(body));
        }
        Optional<Delivery> delivery = current;
        String invocation = "POST " + VERSION + "/invocation/"
                + delivery.map(at -> at.event().requestId()).orElse("none");
        if (call.equals(invocation + "/response")) {
            delivery.ifPresent(at -> at.settle(new Outcome.Succeeded(body)));
            return true;
        }
        if (call.equals(invocation + "/error")) {
            delivery.ifPresent(at -> at.settle(failure(body)));
            return true;
        }
        return false;
    }

    private static Outcome failure(String body) {
        try {
            return new Outcome.Failed(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return new Outcome.Failed("Runtime.UnreadableError", body);
        }
    }
}
