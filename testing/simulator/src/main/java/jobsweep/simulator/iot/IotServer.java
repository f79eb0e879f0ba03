package jobsweep.simulator.iot;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.Traffic;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.time.Time;

/// The way to AWS IoT's control plane, on a loopback port: what the AWS SDK sends is for the [IotService] to answer.
public final class IotServer implements AutoCloseable {
    private final Faults faults = new Faults();
    private volatile boolean keepsConnections = true;
    private final Traffic traffic = new Traffic();
    private final IotService service;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private IotServer(IotSettings settings, IotJobs jobs, Iam iam, HttpServer server) {
        this.service = new IotService(
                settings,
                jobs,
                iam,
                Time.system(),
                faults,
                () -> UUID.randomUUID().toString());
        this.server = server;
    }

    /// Serves the jobs over plain http.
    public static IotServer start(IotSettings settings, IotJobs jobs, Iam iam) throws IOException {
        return new IotServer(settings, jobs, iam, HttpServer.create(loopback(), 0)).listening();
    }

    /// Serves the jobs over https; the context's certificate must be good for `localhost`.
    public static IotServer startWithTls(IotSettings settings, IotJobs jobs, Iam iam, SSLContext tls)
            throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new IotServer(settings, jobs, iam, server).listening();
    }

    /// Where to send calls: the value of `AWS_ENDPOINT_URL_IOT`.
    public URI endpoint() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://localhost:" + server.getAddress().getPort());
    }

    /// Every call so far, in the order of their answers.
    public List<Call> calls() {
        return service.calls();
    }

    /// Lets somebody see each call from now on, before its answer is sent.
    public void onCall(Consumer<Call> listener) {
        service.onCall(listener);
    }

    /// The same as it passed through the socket.
    public Traffic traffic() {
        return traffic;
    }

    /// Lets the next calls of the operation meet these faults, one each, in this order.
    public void next(Operation operation, Fault... upcoming) {
        faults.next(operation, List.of(upcoming));
    }

    /// Lets every call of the operation meet the fault, until [#heal()].
    public void every(Operation operation, Fault fault) {
        faults.every(operation, fault);
    }

    /// Ends each connection from now on after one answer.
    public void keepNoConnection() {
        keepsConnections = false;
    }

    /// Ends all faults.
    public void heal() {
        faults.clear();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private IotServer listening() {
        server.setExecutor(threads);
        server.createContext("/", exchange -> traffic.pass(exchange, this::handle));
        server.start();
        return this;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!keepsConnections) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            service.answer(HttpCall.of(exchange)).sendTo(exchange);
        }
    }
}
