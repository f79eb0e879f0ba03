package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.time.ManualTime;
import org.junit.jupiter.api.Test;

class SignedUrlTest {
    private static final RequestIdentity IDENTITY = new RequestIdentity("a-stack", "a-request", "Sweep");

    private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:34:56.789Z"));
    private final ResponseBucket bucket =
            new ResponseBucket("https://bucket", time, new Identifiers(new SplittableRandom(1)));
    private final ExpectedAnswer expected = bucket.expect(IDENTITY);

    @Test
    void aUrlSaysWhenItWasSigned() {
        assertThat(bucket.url(expected))
                .startsWith("https://bucket/a-stack%7CSweep%7Ca-request?")
                .contains("&X-Amz-Date=20260301T123456Z&", "&X-Amz-Expires=7200&", "%2F20260301%2Fus-east-1%2F");
    }

    @Test
    void anAnswerIsKeptWithTheInstantAtWhichItCame() {
        time.pass(Duration.ofHours(2));

        assertThat(put()).isEqualTo(200);
        assertThat(bucket.answersFor("a-request"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.at()).isEqualTo(time.instant()));
        assertThat(bucket.isDecided("a-request")).isTrue();
    }

    @Test
    void aUrlIsGoodForTwoHours() {
        time.pass(Duration.ofHours(2).plusMillis(1));

        assertThat(put()).isEqualTo(403);
        assertThat(bucket.answersFor("a-request")).isEmpty();
        assertThat(bucket.isDecided("a-request")).isFalse();
        assertThat(bucket.violations()).isEmpty();
    }

    @Test
    void aRequestThatWasDeliveredAgainMayBeAnsweredAgain() {
        bucket.deliveredAgain("a-request");
        put();
        put();
        assertThat(bucket.violations()).extracting(Violation::what).noneMatch(what -> what.contains("delivered"));

        put();
        assertThat(bucket.violations()).extracting(Violation::what).contains("answer 3 to a request delivered 2 times");
    }

    private int put() {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        URI target = URI.create(expected.requestTarget());
        return bucket.answer(new HttpCall("PUT", target, Map.of("content-length", "2"), body))
                .status();
    }
}
