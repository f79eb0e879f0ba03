package jobsweep.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseAddressTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:20:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Amz-Date=20261123T091500Z&X-Amz-Signature=5ec2e7",
                "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20261123T091500Z",
            })
    void aRequestWasSentWhenItsUrlWasSignedOrAFewSecondsLater(String query) {
        assertThat(madeAt(query)).isEqualTo(Instant.parse("2026-11-23T09:15:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AWSAccessKeyId=AKIA&Expires=1795420800&Signature=5ec2e7",
                "X-Amz-Date=20261323T091500Z",
                "X-Amz-Date=2026",
                "NotX-Amz-Date=20261123T091500Z",
            })
    void whereTheUrlDoesNotSayARequestMayHaveBeenSentAtAnyTime(String query) {
        assertThat(madeAt(query)).isEqualTo(NOW);
    }

    @Test
    void aUrlWithoutAQueryDoesNotSay() {
        assertThat(address("https://host/path").madeAt(NOW)).isEqualTo(NOW);
    }

    private static Instant madeAt(String query) {
        return address("https://host/path?" + query).madeAt(NOW);
    }

    private static ResponseAddress address(String url) {
        return new ResponseAddress(new ResponseUrl(URI.create(url)), "stack", "request", "Rollout");
    }
}
