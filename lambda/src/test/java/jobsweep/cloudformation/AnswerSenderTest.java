package jobsweep.cloudformation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jobsweep.Events;
import jobsweep.FakeHttp;
import jobsweep.FakeLambda;
import jobsweep.FakeThreads;
import jobsweep.LoopbackServer;
import jobsweep.LoopbackServer.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;

class AnswerSenderTest {

    private static final String TARGET =
            "/arn%3Aaws%3Acloudformation%3Aeu%7CRollout%7Cid?X-Amz-Date=2026&a=%2B+%20~&X-Amz-Signature=5ec2e7";

    private static final Answer ANSWER =
            new Answer.Failed(new PhysicalResourceId("firmware/sensor"), "größer als 🚜", "(trace)");

    private final FakeLambda lambda = new FakeLambda(Duration.ofSeconds(30));

    @Test
    void pathAndQueryArriveByteForByteAndNoContentTypeIsAdded() {
        try (var bucket = new LoopbackServer(Reply.status(200))) {
            send(bucket);

            var request = bucket.requests().getFirst();
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.target()).isEqualTo(TARGET);
            assertThat(request.headers()).doesNotContainKey("Content-type");
        }
    }

    @Test
    void contentLengthCountsBytes() {
        try (var bucket = new LoopbackServer(Reply.status(200))) {
            send(bucket);

            var request = bucket.requests().getFirst();
            assertThat(request.body()).contains("größer als 🚜");
            assertThat(request.headers())
                    .containsEntry(
                            "Content-length",
                            List.of(String.valueOf(request.body().getBytes(UTF_8).length)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 408, 425, 429, 500, 503})
    void anAnswerThatMeetsWhatPassesIsPutAgainUntilItArrives(int status) {
        try (var bucket = new LoopbackServer(Reply.status(status), Reply.status(status), Reply.status(200))) {
            assertThat(send(bucket)).isEqualTo(3);

            assertThat(bucket.requests()).hasSize(3);
            assertThat(lambda.pauses()).hasSize(2);
        }
    }

    @Test
    void aBrokenConnectionIsTriedAgain() {
        try (var bucket = new LoopbackServer(new Reply.Drop(), Reply.status(200))) {
            assertThat(send(bucket)).isEqualTo(2);
        }
    }

    @Test
    void pausesGrowAndAreSpreadAtRandom() {
        try (var bucket = new LoopbackServer(Reply.status(503))) {
            assertThatThrownBy(() -> send(bucket)).isInstanceOf(UndeliveredException.class);

            assertThat(lambda.pauses()).hasSizeGreaterThan(5).doesNotHaveDuplicates();
            assertThat(lambda.pauses().get(0)).isLessThanOrEqualTo(Duration.ofMillis(200));
            assertThat(lambda.pauses().get(1)).isLessThanOrEqualTo(Duration.ofMillis(400));
            assertThat(lambda.pauses()).allMatch(pause -> pause.compareTo(Duration.ofSeconds(5)) <= 0);
            assertThat(lambda.left()).isPositive();
        }
    }

    @Test
    void anAnswerThatIsForbiddenIsNotPutAgain() {
        try (var bucket = new LoopbackServer(Reply.status(403))) {
            assertThatThrownBy(() -> send(bucket))
                    .hasMessage("The answer did not reach 127.0.0.1: HTTP 403 after 1 attempt(s)");

            assertThat(bucket.requests()).hasSize(1);
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (var bucket = new LoopbackServer(new Reply.Status(307, Map.of("Location", "/elsewhere"), ""))) {
            assertThatThrownBy(() -> send(bucket)).hasMessageContaining("HTTP 307");

            assertThat(bucket.requests()).hasSize(1);
        }
    }

    @Test
    void aHangingPutIsCutByTheTimeLeft() {
        var nearlyOver = new FakeLambda(Duration.ofMillis(50));
        var hanging = new FakeHttp(_ -> {
            nearlyOver.pause(Duration.ofMillis(50));
            FakeThreads.timeIsUp();
            return 200;
        });
        try (var bucket = new LoopbackServer(Reply.status(200))) {
            assertThatThrownBy(() -> sender(bucket, nearlyOver, hanging).send(ANSWER))
                    .isInstanceOf(UndeliveredException.class)
                    .hasMessage(
                            "The answer did not reach 127.0.0.1: java.net.http.HttpTimeoutException after 1 attempt(s)");
        }
        assertThat(nearlyOver.threads().limits()).containsExactly(Duration.ofMillis(50));
    }

    @Test
    void noFailureRepeatsTheUrl() {
        try (var bucket = new LoopbackServer(new Reply.Drop(), Reply.status(404))) {
            assertThatThrownBy(() -> send(bucket)).satisfies(failure -> {
                assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
                assertThat(failure)
                        .message()
                        .doesNotContainIgnoringCase("signature")
                        .doesNotContainIgnoringCase("arn%3A");
            });
        }
    }

    @Test
    void aRequestThatHasItsAnswerGetsNoOther() {
        try (var bucket = new LoopbackServer(Reply.status(200))) {
            AnswerSender sender = sender(bucket, lambda);
            sender.send(ANSWER);

            assertThatThrownBy(() -> sender.send(ANSWER)).hasMessage("Request request has its answer already");
            assertThat(bucket.requests()).hasSize(1);
        }
    }

    private int send(LoopbackServer bucket) {
        return sender(bucket, lambda).send(ANSWER);
    }

    private static AnswerSender sender(LoopbackServer bucket, FakeLambda lambda) {
        return sender(bucket, lambda, FakeLambda.HTTP);
    }

    private static AnswerSender sender(LoopbackServer bucket, FakeLambda lambda, SdkHttpClient http) {
        ResponseUrl url = ResponseHosts.of(Events.environment(bucket))
                .check("http://" + bucket.hostAndPort() + TARGET, new Partition("aws"));
        return new AnswerSender(
                new ResponseAddress(url, "stack", "request", "Rollout"), lambda.platform(http), lambda.deadline());
    }
}
