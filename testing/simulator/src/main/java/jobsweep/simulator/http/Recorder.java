package jobsweep.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A server on loopback that says 200 to everything and remembers it. Holds nothing against any protocol, so that it
/// can be put behind any URL.
public final class Recorder implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Put> puts = new CopyOnWriteArrayList<>();

    private Recorder(HttpServer server) {
        this.server = server;
    }

    /// One that speaks plain HTTP.
    public static Recorder start() throws IOException {
        return new Recorder(HttpServer.create(anyPort(), 0)).listening();
    }

    /// One that speaks HTTPS.
    public static Recorder startWithTls(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Recorder(server).listening();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private Recorder listening() {
        server.setExecutor(threads);
        server.createContext("/", this::record);
        server.start();
        return this;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String hostAndPort() {
        return "127.0.0.1:" + port();
    }

    /// Everything that came, in order.
    public List<Put> puts() {
        return List.copyOf(puts);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
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
    public record Put(String method, String target, List<byte[]> bodies) {
        public byte[] body() {
            return bodies.getFirst();
        }
    }
}
