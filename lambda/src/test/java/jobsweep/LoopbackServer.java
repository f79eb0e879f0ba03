package jobsweep;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// An HTTP server on loopback that replies as it is told and remembers what it was asked.
public final class LoopbackServer implements AutoCloseable {

    /// A request as it arrived.
    ///
    /// @param target path and query, byte for byte
    public record Request(String method, String target, Map<String, List<String>> headers, String body) {}

    /// How a request is replied to.
    public sealed interface Reply {

        /// A response. A body that starts with `<` is HTML, any other JSON.
        record Status(int code, Map<String, String> headers, String body) implements Reply {}

        /// No response as long as the server lives.
        record Hang() implements Reply {}

        /// A connection that ends without a response.
        record Drop() implements Reply {}

        static Reply status(int code) {
            return new Status(code, Map.of(), "");
        }

        static Reply json(int code, String body) {
            return new Status(code, Map.of("x-amzn-RequestId", "iot-request-1"), body);
        }

        static Reply error(int code, String type, String message) {
            return new Status(
                    code,
                    Map.of("x-amzn-ErrorType", type, "x-amzn-RequestId", "iot-request-1"),
                    "{\"message\":\"" + message + "\"}");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Deque<Reply> replies = new ConcurrentLinkedDeque<>();

    /// @param replies to the first requests, in order; the last one also to all that follow
    public LoopbackServer(Reply... replies) {
        this.replies.addAll(List.of(replies));
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public String hostAndPort() {
        return server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
            reply(exchange, replies.size() > 1 ? replies.pop() : replies.element());
        }
    }

    private void reply(HttpExchange exchange, Reply reply) throws IOException {
        switch (reply) {
            case Reply.Status(var code, var headers, var body) -> {
                headers.forEach(exchange.getResponseHeaders()::add);
                exchange.getResponseHeaders()
                        .add("Content-Type", body.startsWith("<") ? "text/html" : "application/json");
                byte[] bytes = body.getBytes(UTF_8);
                exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            case Reply.Hang() -> awaitClose();
            case Reply.Drop() -> {}
        }
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
