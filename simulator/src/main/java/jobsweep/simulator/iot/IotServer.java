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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import jobsweep.simulator.iam.Iam;

/// AWS IoT's control plane on a loopback port: what the AWS SDK sends is answered as AWS answers it.
public final class IotServer implements AutoCloseable {
    private final IotSettings settings;
    private final JobsApi api;
    private final Authorizer authorizer;
    private final Quota quota;
    private final Faults faults = new Faults();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private IotServer(IotSettings settings, IotJobs jobs, Iam iam, HttpServer server) {
        this.settings = settings;
        this.api = new JobsApi(jobs, settings);
        this.authorizer = new Authorizer(settings, iam);
        this.quota = new Quota(settings.callsPerSecond(), settings.nanoTime());
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
        return List.copyOf(calls);
    }

    /// Lets the next calls of the operation meet these faults, one each, in this order.
    public void next(Operation operation, Fault... upcoming) {
        faults.next(operation, List.of(upcoming));
    }

    /// Lets every call of the operation meet the fault, until [#heal()].
    public void every(Operation operation, Fault fault) {
        faults.every(operation, fault);
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
        server.createContext("/", this::handle);
        server.start();
        return this;
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            answer(exchange).sendTo(exchange);
        }
    }

    private Answer answer(HttpExchange exchange) {
        String method = exchange.getRequestMethod();
        URI uri = exchange.getRequestURI();
        Optional<Route> route = Route.of(method, uri);
        if (route.isEmpty()) {
            Answer answer =
                    Answer.error(404, "UnknownOperationException", "The simulator has no " + method + " " + uri);
            calls.add(call(method + " " + uri.getPath(), "", Map.of(), answer));
            return answer;
        }
        Answer answer = answer(route.get(), exchange);
        calls.add(call(
                route.get().operation().awsName(),
                route.get().label(),
                route.get().query(),
                answer));
        return answer;
    }

    private Call call(String operation, String resource, Map<String, String> parameters, Answer answer) {
        return new Call(
                settings.time().instant(), operation, resource, parameters, answer.status(), answer.errorCode());
    }

    private Answer answer(Route route, HttpExchange exchange) {
        Optional<Fault> fault = faults.take(route.operation());
        if (fault.isEmpty()) {
            return carriedOut(route, exchange);
        }
        return switch (fault.get()) {
            case Fault.Refusal refusal -> Answer.error(refusal.status(), refusal.code(), refusal.message());
            case Fault.Garbage garbage -> Answer.html(garbage.status(), garbage.html());
            case Fault.Dropped dropped -> {
                if (dropped.carriedOut()) {
                    carriedOut(route, exchange);
                }
                yield Answer.none();
            }
            case Fault.Delay delay -> {
                pause(delay);
                yield carriedOut(route, exchange);
            }
            case Fault.Held held -> {
                held.until().join();
                yield carriedOut(route, exchange);
            }
        };
    }

    private Answer carriedOut(Route route, HttpExchange exchange) {
        try {
            quota.take(route.operation());
            authorizer.check(
                    route, Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
            return Answer.ok(api.answer(route));
        } catch (IotException e) {
            return Answer.error(e.status(), e.code(), e.sentence());
        } catch (RuntimeException e) {
            // A defect of the simulator must not look like a broken connection, which callers try again.
            return Answer.error(500, "SimulatorDefect", e.toString());
        }
    }

    private static void pause(Fault.Delay delay) {
        try {
            Thread.sleep(delay.duration());
        } catch (InterruptedException e) {
            // The server is closing: whoever waits for the answer is gone as well.
            Thread.currentThread().interrupt();
        }
    }
}
