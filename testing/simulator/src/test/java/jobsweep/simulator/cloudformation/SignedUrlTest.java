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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedUrlTest {
    private static final RequestIdentity IDENTITY = new RequestIdentity("a-stack", "a-request", "Sweep");

    private final ManualTime time = new ManualTime(Instant.parse("2026-03-01T12:34:56.789Z"));
    private final ResponseBucket bucket = bucket(UrlSigning.WHEN_SENT);
    private final ExpectedAnswer expected = bucket.expect(IDENTITY);

    @ParameterizedTest
    @CsvSource({
        "WHEN_SENT, X-Amz-Date=20260301T123456Z&X-Amz-SignedHeaders=host&X-Amz-Expires=7200&",
        "MINUTES_BEFORE, X-Amz-Date=20260301T122956Z&X-Amz-SignedHeaders=host&X-Amz-Expires=7200&",
        "WITHOUT_DATE, AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1772375696&Signature="
    })
    void aUrlSaysWhenItWasSignedOrWhenItExpires(UrlSigning signing, String query) {
        ResponseBucket signed = bucket(signing);

        assertThat(signed.url(signed.expect(IDENTITY)))
                .startsWith("https://bucket/a-stack%7CSweep%7Ca-request?")
                .contains(query);
    }

    @Test
    void aUrlThatWasSignedBeforehandExpiresEarlier() {
        ResponseBucket beforehand = bucket(UrlSigning.MINUTES_BEFORE);
        ExpectedAnswer early = beforehand.expect(IDENTITY);
        time.pass(Duration.ofHours(2).minusMinutes(5));

        assertThat(put(beforehand, early)).isEqualTo(200);
        time.pass(Duration.ofMillis(1));
        assertThat(put(beforehand, early)).isEqualTo(403);
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
        return put(bucket, expected);
    }

    private static int put(ResponseBucket bucket, ExpectedAnswer expected) {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        URI target = URI.create(expected.requestTarget());
        return bucket.answer(new HttpCall("PUT", target, Map.of("content-length", "2"), body))
                .status();
    }

    private ResponseBucket bucket(UrlSigning signing) {
        return new ResponseBucket("https://bucket", time, new Identifiers(new SplittableRandom(1)), signing);
    }
}
