package jobsweep.simulator.cloudformation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// CloudFormation's bucket for answers, on loopback: it hands out URLs that look pre-signed and takes what is put
/// there. S3 only checks who puts; what an answer says is checked when CloudFormation reads it. So a body against the
/// protocol is answered 200 here too, makes the resource fail, and stands among the violations.
public final class ResponseBucket implements AutoCloseable {
    private static final int SIGNATURE_BYTES = 32;

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService connections = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SecureRandom random = new SecureRandom();
    private final Map<String, ExpectedAnswer> expectedByPath = new ConcurrentHashMap<>();
    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

    private ResponseBucket(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
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
        server.createContext("/", this::handle);
        server.setExecutor(connections);
        server.start();
        return this;
    }

    /// Where this bucket listens, as in `localhost:43210`.
    public String hostAndPort() {
        return "localhost:" + server.getAddress().getPort();
    }

    /// What was against the protocol so far.
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /// What was put at a request's URL and let in by S3, in the order it came.
    public List<ReceivedAnswer> answersFor(String requestId) {
        return expected(requestId).map(ExpectedAnswer::received).orElse(List.of());
    }

    /// Lets the next answers meet these faults, one each.
    public void failNext(Fault... next) {
        faults.addAll(List.of(next));
    }

    /// Connections that hang are let go.
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        connections.shutdownNow();
    }

    ExpectedAnswer expect(RequestIdentity identity) {
        var path = "/%s%%7C%s%%7C%s"
                .formatted(encoded(identity.stackId()), identity.logicalResourceId(), identity.requestId());
        var expected = new ExpectedAnswer(identity, path + "?" + signature());
        expectedByPath.put(path, expected);
        return expected;
    }

    String url(ExpectedAnswer expected) {
        return scheme + "://" + hostAndPort() + expected.requestTarget();
    }

    Optional<ExpectedAnswer> expected(String requestId) {
        return expectedByPath.values().stream()
                .filter(expected -> expected.identity().requestId().equals(requestId))
                .findFirst();
    }

    private static String encoded(String stackId) {
        return URLEncoder.encode(stackId, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private String signature() {
        var signature = new byte[SIGNATURE_BYTES];
        random.nextBytes(signature);
        return "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Expires=7200"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Signature="
                + HexFormat.of().formatHex(signature);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var fault = Optional.ofNullable(faults.poll());
            if (fault.isPresent()) {
                play(fault.get(), exchange);
                return;
            }
            receive(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void play(Fault fault, HttpExchange exchange) throws IOException, InterruptedException {
        switch (fault) {
            case INTERNAL_ERROR, SLOW_DOWN, ACCESS_DENIED -> {
                exchange.getRequestBody().readAllBytes();
                reply(exchange, fault.status(), fault.code());
            }
            case HANG -> closed.await();
            // The exchange is closed without a word.
            case RESET -> {}
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readAllBytes();
        var target = exchange.getRequestURI().toString();
        var expected =
                Optional.ofNullable(expectedByPath.get(exchange.getRequestURI().getRawPath()));
        var requestId = expected.map(known -> known.identity().requestId()).orElse("");
        if (expected.isEmpty() || !expected.get().requestTarget().equals(target)) {
            refuse(exchange, requestId, "a URL that was not handed out");
            return;
        }
        var objection = objection(exchange);
        if (objection.isPresent()) {
            refuse(exchange, requestId, objection.get());
            return;
        }
        expected.get()
                .receive(new ReceivedAnswer(target, body))
                .forEach(wrong -> violations.add(new Violation(requestId, wrong)));
        reply(exchange, 200, "");
    }

    // Method and content type are part of what S3's signature is made of.
    private static Optional<String> objection(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        var contentType = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
        if (!exchange.getRequestMethod().equals("PUT")) {
            return Optional.of("method " + exchange.getRequestMethod());
        }
        if (!contentType.isEmpty()) {
            return Optional.of("Content-Type " + contentType);
        }
        return headers.containsKey("Content-Length") ? Optional.empty() : Optional.of("no Content-Length");
    }

    private void refuse(HttpExchange exchange, String requestId, String what) throws IOException {
        violations.add(new Violation(requestId, what));
        reply(exchange, 403, "SignatureDoesNotMatch");
    }

    private static void reply(HttpExchange exchange, int status, String code) throws IOException {
        if (code.isEmpty()) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code></Error>"
                .formatted(code)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
