package jobsweep.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// The way to a service, on a loopback port.
public final class LocalServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Passage> passages = new CopyOnWriteArrayList<>();
    private volatile boolean keepsConnections = true;

    private LocalServer(HttpServer server) {
        this.server = server;
    }

    /// A request and its answer.
    ///
    /// @param client the other end of its connection
    /// @param begun when the request's headers were there
    /// @param ended when the answer was on its way
    public record Passage(InetSocketAddress client, Instant begun, Instant ended) {}

    /// Takes a port.
    ///
    /// @param tls to speak https; its certificate must be good for `localhost`
    public static LocalServer bind(Optional<SSLContext> tls) throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls.isEmpty()) {
            return new LocalServer(HttpServer.create(anyPort, 0));
        }
        HttpsServer server = HttpsServer.create(anyPort, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
        return new LocalServer(server);
    }

    /// Lets the service answer from now on.
    public LocalServer serve(HttpService service) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, service));
        server.start();
        return this;
    }

    public URI url() {
        return URI.create((server instanceof HttpsServer ? "https" : "http") + "://" + hostAndPort());
    }

    /// Where it listens, as in `localhost:43210`.
    public String hostAndPort() {
        return "localhost:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// What passed so far, in the order of its end.
    public List<Passage> passages() {
        return List.copyOf(passages);
    }

    /// Ends each connection from now on after one answer.
    public void keepNoConnection() {
        keepsConnections = false;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange, HttpService service) throws IOException {
        Instant begun = Instant.now();
        try (exchange) {
            if (!keepsConnections) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            service.answer(HttpCall.of(exchange)).sendTo(exchange);
        } finally {
            passages.add(new Passage(exchange.getRemoteAddress(), begun, Instant.now()));
        }
    }
}
