package jobsweep.simulator.sqs;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import jobsweep.simulator.http.HttpCall;

/// The way to SQS, on a loopback port: what the AWS SDK sends is for the [SqsService] to answer.
public final class SqsServer implements AutoCloseable {
    private final SqsService service;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private SqsServer(SqsService service, HttpServer server) {
        this.service = service;
        this.server = server;
    }

    /// Serves the queues over plain http.
    public static SqsServer start(SqsService service) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SqsServer server = new SqsServer(service, http);
        http.setExecutor(server.threads);
        http.createContext("/", server::handle);
        http.start();
        return server;
    }

    /// Where to send calls: the value of `AWS_ENDPOINT_URL_SQS`.
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            service.answer(HttpCall.of(exchange)).sendTo(exchange);
        }
    }
}
