package jobsweep.simulator.cloudformation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.Traffic;

/// The way to CloudFormation's bucket for answers, on loopback: what arrives is for the [ResponseInbox] to judge.
public final class ResponseBucket implements AutoCloseable {
    private final HttpServer server;
    private final Traffic traffic = new Traffic();
    private final ResponseInbox inbox;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Meanwhile> events = new ConcurrentLinkedQueue<>();

    private ResponseBucket(HttpServer server, String scheme) {
        this.server = server;
        var origin = scheme + "://" + hostAndPort();
        inbox = new ResponseInbox(origin, InstantSource.system(), Identifiers.unforeseeable());
    }

    /// A bucket that speaks plain HTTP.
    public static ResponseBucket start() throws IOException {
        return new ResponseBucket(HttpServer.create(anyPort(), 0), "http").started();
    }

    /// A bucket that speaks HTTPS, with a certificate for `localhost` in the context.
    public static ResponseBucket startWithTls(SSLContext context) throws IOException {
        var server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new ResponseBucket(server, "https").started();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private ResponseBucket started() {
        server.createContext("/", exchange -> traffic.pass(exchange, this::handle));
        server.setExecutor(connections);
        server.start();
        return this;
    }

    /// Where this bucket listens, as in `localhost:43210`.
    public String hostAndPort() {
        return "localhost:" + server.getAddress().getPort();
    }

    /// What lies behind the socket.
    public ResponseInbox inbox() {
        return inbox;
    }

    /// What passed through the socket.
    public Traffic traffic() {
        return traffic;
    }

    /// What was against the protocol so far.
    public List<Violation> violations() {
        return inbox.violations();
    }

    /// What was put at a request's URL and let in by S3, in the order it came.
    public List<ReceivedAnswer> answersFor(String requestId) {
        return inbox.answersFor(requestId);
    }

    /// Lets the next answers meet these faults, one each.
    public void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    /// Lets something happen while the next answer that meets no fault is on its way.
    ///
    /// @param taken whether the answer is taken then; otherwise its connection is closed
    public void meanwhileNext(Runnable event, boolean taken) {
        events.add(new Meanwhile(event, taken));
    }

    /// Connections that hang are let go.
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        connections.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var fault = Optional.ofNullable(faults.poll());
            var answer = fault.isPresent() ? play(fault.get(), exchange) : received(exchange);
            answer.sendTo(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpAnswer received(HttpExchange exchange) throws IOException {
        var call = HttpCall.of(exchange);
        var meanwhile = Optional.ofNullable(events.poll());
        meanwhile.ifPresent(it -> it.event().run());
        return meanwhile.isEmpty() || meanwhile.get().taken() ? inbox.answer(call) : HttpAnswer.none();
    }

    private HttpAnswer play(Fault fault, HttpExchange exchange) throws IOException, InterruptedException {
        return switch (fault) {
            case INTERNAL_ERROR, SLOW_DOWN, ACCESS_DENIED -> {
                exchange.getRequestBody().readAllBytes();
                yield ResponseInbox.error(fault.status(), fault.code());
            }
            case HANG -> {
                closed.await();
                yield HttpAnswer.none();
            }
            case RESET -> HttpAnswer.none();
        };
    }

    private record Meanwhile(Runnable event, boolean taken) {}
}
