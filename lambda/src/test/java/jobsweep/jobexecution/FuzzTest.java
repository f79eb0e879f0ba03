package jobsweep.jobexecution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import jobsweep.FakeHttp;
import jobsweep.FakeLambda;
import jobsweep.cloudformation.CustomResource;
import jobsweep.cloudformation.OnFailure;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Platform;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.awssdk.http.HttpExecuteRequest;

/// Whatever arrives: nothing is thrown, and what is answered is one body that CloudFormation can read.
class FuzzTest {

    private static final String URL =
            "https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/arn"
                    + "?X-Amz-Date=20261123T120000Z&X-Amz-Signature=5ec2e7";
    private static final JsonFactory JSON = new JsonFactory();

    private final List<byte[]> bodies = new ArrayList<>();

    @Property
    void bytesThatAreNoEventAreAnsweredToNobody(@ForAll byte[] input) {
        assertHandled(this::customResource, input);
        assertHandled(this::onFailure, input);

        assertThat(bodies).isEmpty();
    }

    @Property(tries = 5000)
    void anEventThatWasTamperedWithGetsOneReadableAnswerOrNone(@ForAll("tampered") String event) {
        assertHandled(this::customResource, event.getBytes(UTF_8));
        assertHandled(this::onFailure, ("{\"requestPayload\":" + event + "}").getBytes(UTF_8));
    }

    @Property(tries = 5000)
    void anEventWithAnyTextsGetsOneReadableAnswerOrNone(@ForAll("events") String event) {
        assertHandled(this::customResource, event.getBytes(UTF_8));
    }

    @Provide
    Arbitrary<String> tampered() {
        Arbitrary<String> event = Combinators.combine(
                        Arbitraries.of("Create", "Update", "Delete"),
                        Arbitraries.of("firmware/sensor/7@1500", "firmware/sensor", "create-failed:1"))
                .as((type, id) -> event(type, id, "7", "true", "r"));
        Arbitrary<String> noise =
                Arbitraries.strings().withChars("\"\\{}[],:07-u.e\u0000 ü🚜").ofMaxLength(4);
        return Combinators.combine(
                        event,
                        Arbitraries.integers().between(0, 700),
                        Arbitraries.integers().between(0, 9),
                        noise)
                .as(FuzzTest::replaced);
    }

    /// `text` with some characters from `at` on replaced.
    private static String replaced(String text, int at, int length, String noise) {
        int from = Math.min(at, text.length());
        return text.substring(0, from) + noise + text.substring(Math.min(from + length, text.length()));
    }

    @Provide
    Arbitrary<String> events() {
        Arbitrary<String> texts = Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMaxLength(20),
                        Arbitraries.strings()
                                .withChars("\ud83d\ude9cx\"\\\u0001")
                                .ofMaxLength(900),
                        Arbitraries.strings().ascii().ofMaxLength(3000),
                        Arbitraries.of("firmware/sensor/7", "7", "true", "firmware"))
                // So few that every combination of them fits among the tries.
                .edgeCases(some -> some.includeOnly("", "\u0000", "\uffff", "\ud83d"));
        return Combinators.combine(Arbitraries.of("Create", "Update", "Delete", "Read"), texts, texts, texts, texts)
                .as(FuzzTest::event);
    }

    private static String event(String type, String id, String number, String force, String requestId) {
        return """
                {"RequestType":"%s","ResponseURL":"%s","StackId":"s","RequestId":"%s","LogicalResourceId":"l",
                 "PhysicalResourceId":"%s","ResourceType":"Custom::IoTJobExecution","ResourceProperties":{
                 "JobId":"firmware","ThingName":"sensor","ExecutionNumber":"%s","Force":"%s","ServiceTimeout":"1050"}}""".formatted(type, URL, quoted(requestId), quoted(id), quoted(number), quoted(force));
    }

    private static String quoted(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }

    private void assertHandled(Function<Platform, BiConsumer<InputStream, Invocation>> provider, byte[] input) {
        bodies.clear();
        var lambda = new FakeLambda(Duration.ofMinutes(2));
        var handler = provider.apply(lambda.platform(new FakeHttp(this::take)));

        assertThatCode(() -> handler.accept(new ByteArrayInputStream(input), lambda.invocation()))
                .doesNotThrowAnyException();

        assertThat(lambda.pauses()).isEmpty();
        assertThat(bodies).hasSizeLessThanOrEqualTo(1).allSatisfy(FuzzTest::assertReadable);
    }

    private static void assertReadable(byte[] body) throws IOException {
        assertThat(body).hasSizeBetween(1, 4096);
        assertThat(decoded(body)).startsWith("{\"Status\":\"").contains("\"PhysicalResourceId\":\"");
        try (var parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                parser.getText();
            }
        }
    }

    /// Strictly: a decoder that reports what is no UTF-8.
    private static String decoded(byte[] body) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException invalid) {
            throw new UncheckedIOException(invalid);
        }
    }

    private BiConsumer<InputStream, Invocation> customResource(Platform platform) {
        var executions =
                new InMemoryJobExecutions().with("firmware", "sensor", 7, "IN_PROGRESS", "1970-01-01T00:00:01.5Z");
        return new CustomResource(
                (request, invocation) -> new JobExecutionLifecycle(
                                executions,
                                invocation,
                                new Provider(Optional.empty(), true, Optional.empty(), new Deferral(Optional.empty())),
                                platform)
                        .handle(request),
                ResponseHosts.of(Map.of()),
                platform)::handle;
    }

    private BiConsumer<InputStream, Invocation> onFailure(Platform platform) {
        return new OnFailure(Identity::isOne, ResponseHosts.of(Map.of()), platform)::handle;
    }

    private int take(HttpExecuteRequest put) {
        assertThat(put.httpRequest().protocol()).isEqualTo("https");
        assertThat(put.httpRequest().host()).startsWith("cloudformation-custom-resource-response-");
        bodies.add(FakeHttp.body(put));
        return 200;
    }
}
