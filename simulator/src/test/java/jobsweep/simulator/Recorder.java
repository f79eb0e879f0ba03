package jobsweep.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server on loopback that says 200 to everything and remembers it. Holds nothing against any protocol, so that it
/// can be put behind any URL.
final class Recorder implements AutoCloseable {
    private final HttpServer server;
    private final List<Put> puts = new CopyOnWriteArrayList<>();

    private Recorder(HttpServer server) {
        this.server = server;
    }

    static Recorder start() throws IOException {
        Recorder recorder =
                new Recorder(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        recorder.server.createContext("/", recorder::record);
        recorder.server.start();
        return recorder;
    }

    String hostAndPort() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /// Everything that came, in order.
    List<Put> puts() {
        return List.copyOf(puts);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void record(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            puts.add(new Put(
                    exchange.getRequestMethod(), exchange.getRequestURI().toString(), List.of(body)));
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /// What came in one request.
    ///
    /// @param target path and query, not decoded
    /// @param bodies the one body; in a list, since records compare arrays by identity
    record Put(String method, String target, List<byte[]> bodies) {
        byte[] body() {
            return bodies.getFirst();
        }
    }
}
