package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.time.Time;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseBucketTest {
    private static final RequestIdentity IDENTITY = new RequestIdentity(
            "arn:aws:cloudformation:us-east-1:123456789012:stack/demo/a-uuid", "a-request", "Sweep");
    private static final String VALID = """
            {"Status": "SUCCESS", "PhysicalResourceId": "first", "RequestId": "a-request", "LogicalResourceId": "Sweep",
             "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/demo/a-uuid"}""";
    private static final String FAILED = VALID.replace("SUCCESS", "FAILED");

    private final LocalServer server = LocalServer.bind(Optional.empty());
    private final ResponseBucket bucket = new ResponseBucket(
            server.url().toString(), Time.system(), Identifiers.unforeseeable(), UrlSigning.WHEN_SENT);
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExpectedAnswer expected = bucket.expect(IDENTITY);
    private final String url = bucket.url(expected);

    ResponseBucketTest() throws IOException {
        server.serve(bucket);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void theUrlLooksPreSigned() {
        assertThat(url)
                .matches(
                        "http://localhost:\\d+/arn%3Aaws%3Acloudformation%3Aus-east-1%3A123456789012%3Astack/demo/a-uuid"
                                + "%7CSweep%7Ca-request\\?X-Amz-Algorithm=AWS4-HMAC-SHA256&.*&X-Amz-Signature=[0-9a-f]{64}")
                .contains(server.hostAndPort());
        assertThat(bucket.url(bucket.expect(IDENTITY))).isNotEqualTo(url);
    }

    @Test
    void anAnswerIsKeptByteForByte() throws Exception {
        var body = "\n " + VALID.replace("first", "erste Säuberung") + "\t";

        assertThat(put(body)).isEqualTo(200);

        var answer = bucket.answersFor("a-request").getFirst();
        assertThat(answer.body()).isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        assertThat(url).endsWith(answer.requestTarget());
        assertThat(answer.json().path("PhysicalResourceId").asText()).isEqualTo("erste Säuberung");
        assertThat(expected.decision().join()).isInstanceOf(ProviderAnswer.Success.class);
        assertThat(bucket.violations()).isEmpty();
    }

    @Test
    void anAnswerOf4096BytesIsTaken() throws Exception {
        put(VALID + " ".repeat(4096 - VALID.length()));

        assertThat(expected.decision().join()).isInstanceOf(ProviderAnswer.Success.class);
        assertThat(bucket.violations()).isEmpty();
    }

    @Test
    void dataThatIsNullIsNone() throws Exception {
        put(VALID.replace("{", "{\"Data\": null, "));

        assertThat(expected.decision().join()).isInstanceOf(ProviderAnswer.Success.class);
        assertThat(bucket.violations()).isEmpty();
    }

    @Test
    void aFailureHasItsReason() throws Exception {
        put(FAILED.replace("{", "{\"Reason\": \"no\", "));

        assertThat(expected.decision().join()).isEqualTo(new ProviderAnswer.Failure("first", "no"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void anAnswerAgainstTheProtocolIsLetInAndNotTaken(String what, String body) throws Exception {
        assertThat(put(body)).isEqualTo(200);

        assertThat(expected.decision().join()).isEqualTo(new ProviderAnswer.Unusable(what));
        assertThat(bucket.violations()).containsExactly(new Violation("a-request", what));
    }

    static Stream<Arguments> anAnswerAgainstTheProtocolIsLetInAndNotTaken() {
        return Stream.of(
                Arguments.of("Response object is too long.", VALID + " ".repeat(4097 - VALID.length())),
                Arguments.of("Invalid response object: not JSON", VALID + "}"),
                Arguments.of("Invalid response object: not JSON", "<Status>SUCCESS</Status>"),
                Arguments.of("Invalid response object: not a JSON object", "[" + VALID + "]"),
                Arguments.of("Invalid response object: not a JSON object", ""),
                Arguments.of(
                        "Invalid response object: StackId must be " + IDENTITY.stackId(),
                        VALID.replace("a-uuid", "another-uuid")),
                Arguments.of(
                        "Invalid response object: RequestId must be a-request",
                        VALID.replace("\"a-request\"", "\"another-request\"")),
                Arguments.of(
                        "Invalid response object: LogicalResourceId must be Sweep", VALID.replace("\"Sweep\"", "null")),
                Arguments.of(
                        "Invalid Response object: '\"DONE\"' is not a valid ResponseStatus",
                        VALID.replace("SUCCESS", "DONE")),
                Arguments.of("Invalid response object: FAILED needs a Reason", FAILED),
                Arguments.of("Invalid PhysicalResourceId", VALID.replace("\"first\"", "\"\"")),
                Arguments.of("Invalid PhysicalResourceId", VALID.replace("PhysicalResourceId", "PhysicalId")),
                Arguments.of("Invalid PhysicalResourceId: longer than 1 KB", VALID.replace("first", "ü".repeat(513))),
                Arguments.of(
                        "Invalid response object: Data must be flat, but Deep is not",
                        VALID.replace("{", "{\"Data\": {\"Deep\": [1]}, ")),
                Arguments.of(
                        "Invalid response object: Data must be an object", VALID.replace("{", "{\"Data\": \"blue\", ")),
                Arguments.of(
                        "Invalid response object: NoEcho must be a boolean",
                        VALID.replace("{", "{\"NoEcho\": \"true\", ")));
    }

    @Test
    void bytesThatAreNotUtf8AreNotTaken() throws Exception {
        var body = VALID.replace("first", "\u00ff").getBytes(StandardCharsets.ISO_8859_1);

        send(request(url).PUT(BodyPublishers.ofByteArray(body)));

        assertThat(expected.decision().join())
                .isEqualTo(new ProviderAnswer.Unusable("Invalid response object: not UTF-8"));
        assertThat(bucket.answersFor("a-request").getFirst().body()).isEqualTo(body);
    }

    @Test
    void anotherMethodIsRefused() throws Exception {
        assertRefused(request(url).POST(BodyPublishers.ofString(VALID)), "method POST");
    }

    @Test
    void aContentTypeIsRefusedUnlessItIsEmpty() throws Exception {
        assertRefused(
                request(url).PUT(BodyPublishers.ofString(VALID)).header("Content-Type", "application/json"),
                "Content-Type application/json");
        assertThat(send(request(url).PUT(BodyPublishers.ofString(VALID)).header("Content-Type", "")))
                .isEqualTo(200);
    }

    @Test
    void aBodyOfUnknownLengthIsRefused() throws Exception {
        var chunked =
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(VALID.getBytes(StandardCharsets.UTF_8)));

        assertRefused(request(url).PUT(chunked), "no Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "&more=1"})
    void anotherSignatureIsRefused(String suffix) throws Exception {
        assertRefused(request(url + suffix).PUT(BodyPublishers.ofString(VALID)), "a URL that was not handed out");
    }

    @Test
    void theQuerysOrderIsNoPartOfTheSignature() throws Exception {
        String[] parts = url.split("[?&]", -1);
        String query =
                String.join("&", Arrays.asList(parts).subList(1, parts.length).reversed());

        assertThat(send(request(parts[0] + "?" + query).PUT(BodyPublishers.ofString(VALID))))
                .isEqualTo(200);
        assertThat(bucket.violations()).isEmpty();
    }

    @Test
    void aMissingSignatureIsRefused() throws Exception {
        assertRefused(
                request(url.substring(0, url.indexOf('?'))).PUT(BodyPublishers.ofString(VALID)),
                "a URL that was not handed out");
    }

    @Test
    void aPathThatWasDecodedOnTheWayIsRefused() throws Exception {
        send(request(url.replace("%3A", ":")).PUT(BodyPublishers.ofString(VALID)));

        assertThat(bucket.violations()).containsExactly(new Violation("", "a URL that was not handed out"));
    }

    @ParameterizedTest
    @CsvSource({"INTERNAL_ERROR, 500", "SLOW_DOWN, 503", "ACCESS_DENIED, 403"})
    void aFaultMeetsOneAnswerAndIsNoViolation(AnswerFault fault, int status) throws Exception {
        bucket.failNext(fault);

        assertThat(put(VALID)).isEqualTo(status);
        assertThat(put(VALID)).isEqualTo(200);

        assertThat(bucket.answersFor("a-request")).hasSize(1);
        assertThat(bucket.violations()).isEmpty();
    }

    @Test
    void aConnectionCanBeReset() {
        bucket.failNext(AnswerFault.RESET);

        assertThatThrownBy(() -> put(VALID)).isInstanceOf(IOException.class);
    }

    @Test
    void aConnectionCanHang() {
        bucket.failNext(AnswerFault.HANG);

        var impatient = request(url).PUT(BodyPublishers.ofString(VALID)).timeout(Duration.ofMillis(200));

        assertThatThrownBy(() -> send(impatient)).isInstanceOf(HttpTimeoutException.class);
    }

    private void assertRefused(HttpRequest.Builder request, String what) throws IOException, InterruptedException {
        assertThat(send(request)).isEqualTo(403);
        assertThat(bucket.answersFor("a-request")).isEmpty();
        assertThat(bucket.violations()).containsExactly(new Violation("a-request", what));
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(target));
    }

    private int put(String body) throws IOException, InterruptedException {
        return send(request(url).PUT(BodyPublishers.ofString(body)));
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
