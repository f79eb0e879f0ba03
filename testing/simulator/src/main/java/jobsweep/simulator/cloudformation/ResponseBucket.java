package jobsweep.simulator.cloudformation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.http.HttpService;
import jobsweep.simulator.time.Time;

/// CloudFormation's bucket for answers, without the way there: it hands out URLs that look pre-signed and takes what is
/// put there. S3 only checks who puts; what an answer says is checked when CloudFormation reads it. So a body against
/// the protocol is answered 200 here too, makes the resource fail, and stands among the violations.
public final class ResponseBucket implements HttpService {
    private final String origin;
    private final Time time;
    private final Identifiers identifiers;
    private final UrlSigning signing;
    private final Map<String, ExpectedAnswer> expectedByPath = new ConcurrentHashMap<>();
    private final List<Violation> violations = new CopyOnWriteArrayList<>();
    private final Queue<AnswerFault> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Meanwhile> events = new ConcurrentLinkedQueue<>();

    /// @param origin where the bucket lies, as in `http://localhost:43210`
    public ResponseBucket(String origin, Time time, Identifiers identifiers, UrlSigning signing) {
        this.origin = origin;
        this.time = time;
        this.identifiers = identifiers;
        this.signing = signing;
    }

    /// What was against the protocol so far.
    public List<Violation> violations() {
        return List.copyOf(violations);
    }

    /// What was put at a request's URL and let in by S3, in the order it came.
    public List<ReceivedAnswer> answersFor(String requestId) {
        return expected(requestId).map(ExpectedAnswer::received).orElse(List.of());
    }

    /// Whether CloudFormation has heard, or waited, enough: what comes now changes nothing.
    public boolean isDecided(String requestId) {
        return expected(requestId).filter(ExpectedAnswer::isDecided).isPresent();
    }

    /// Lets the next answers meet these faults, one each.
    public void failNext(AnswerFault... next) {
        faults.addAll(List.of(next));
    }

    /// Lets something happen while the next answer that meets no fault is on its way.
    ///
    /// @param taken whether the answer is taken then; otherwise its connection is closed
    public void meanwhileNext(Runnable event, boolean taken) {
        events.add(new Meanwhile(event, taken));
    }

    /// Lets one more answer to a request be in order, since it reached its provider once more.
    ///
    /// @throws IllegalArgumentException if there was no such request
    public void deliveredAgain(String requestId) {
        sent(requestId).deliveredAgain();
    }

    /// Takes what is put at one of the URLs, or refuses it, unless it meets a fault.
    @Override
    public HttpAnswer answer(HttpCall call) {
        var fault = Optional.ofNullable(faults.poll());
        if (fault.isPresent()) {
            return failed(fault.get(), call);
        }
        var meanwhile = Optional.ofNullable(events.poll());
        meanwhile.ifPresent(it -> it.event().run());
        return meanwhile.isEmpty() || meanwhile.get().taken() ? received(call) : HttpAnswer.none();
    }

    private HttpAnswer failed(AnswerFault fault, HttpCall call) {
        return switch (fault) {
            case INTERNAL_ERROR, SLOW_DOWN, ACCESS_DENIED -> {
                call.body();
                yield error(fault.status(), fault.code());
            }
            case HANG -> time.await(new CompletableFuture<>());
            case RESET -> HttpAnswer.none();
        };
    }

    private HttpAnswer received(HttpCall call) {
        var expected = Optional.ofNullable(expectedByPath.get(call.target().getRawPath()));
        var requestId = expected.map(known -> known.identity().requestId()).orElse("");
        var target = call.target().toString();
        if (expected.isEmpty() || !signedAlike(expected.get().requestTarget(), target)) {
            return refuse(requestId, "a URL that was not handed out");
        }
        var objection = objection(call);
        if (objection.isPresent()) {
            return refuse(requestId, objection.get());
        }
        var now = time.instant();
        if (now.isAfter(signing.expiry(expected.get().sent()))) {
            return error(403, "AccessDenied");
        }
        expected.get()
                .receive(new ReceivedAnswer(now, target, call.body()))
                .forEach(wrong -> violations.add(new Violation(requestId, wrong)));
        return HttpAnswer.empty(200);
    }

    /// An error in S3's form.
    private static HttpAnswer error(int status, String code) {
        var body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>%s</Code></Error>".formatted(code);
        return new HttpAnswer(status, Map.of("Content-Type", "application/xml"), body);
    }

    /// Decides the answer to a request, if nothing has before.
    ///
    /// @throws IllegalArgumentException if there was no such request
    void decide(String requestId, ProviderAnswer decision) {
        sent(requestId).decide(decision);
    }

    ExpectedAnswer expect(RequestIdentity identity) {
        var path = "/%s%%7C%s%%7C%s"
                .formatted(encoded(identity.stackId()), identity.logicalResourceId(), identity.requestId());
        var now = time.instant();
        var expected = new ExpectedAnswer(identity, now, path + "?" + signing.query(now, identifiers.signature()));
        expectedByPath.put(path, expected);
        return expected;
    }

    String url(ExpectedAnswer expected) {
        return origin + expected.requestTarget();
    }

    private ExpectedAnswer sent(String requestId) {
        return expected(requestId).orElseThrow(() -> new IllegalArgumentException("This request was never sent"));
    }

    private Optional<ExpectedAnswer> expected(String requestId) {
        return expectedByPath.values().stream()
                .filter(expected -> expected.identity().requestId().equals(requestId))
                .findFirst();
    }

    private static String encoded(String stackId) {
        return URLEncoder.encode(stackId, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    // The query's order is no part of what S3's signature is made of.
    private static boolean signedAlike(String handedOut, String used) {
        return inOrder(handedOut).equals(inOrder(used));
    }

    private static List<String> inOrder(String target) {
        return Stream.of(target.split("[?&]", -1)).sorted().toList();
    }

    // Method and content type are part of what S3's signature is made of.
    private static Optional<String> objection(HttpCall call) {
        var contentType = call.header("Content-Type").orElse("");
        if (!call.method().equals("PUT")) {
            return Optional.of("method " + call.method());
        }
        if (!contentType.isEmpty()) {
            return Optional.of("Content-Type " + contentType);
        }
        return call.header("Content-Length").isPresent() ? Optional.empty() : Optional.of("no Content-Length");
    }

    private HttpAnswer refuse(String requestId, String what) {
        violations.add(new Violation(requestId, what));
        return error(403, "SignatureDoesNotMatch");
    }

    private record Meanwhile(Runnable event, boolean taken) {}
}
