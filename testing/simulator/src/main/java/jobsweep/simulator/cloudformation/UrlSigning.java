package jobsweep.simulator.cloudformation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// How the URL for an answer comes to its signature.
public enum UrlSigning {
    /// By version 4, when the request is sent.
    WHEN_SENT,
    /// By version 4, some minutes before.
    MINUTES_BEFORE,
    /// By version 2, which does not say when.
    WITHOUT_DATE;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Duration VALID = Duration.ofHours(2);

    /// The moment of the signature in a request's URL.
    public Instant signed(Instant sent) {
        return this == MINUTES_BEFORE ? sent.minus(Duration.ofMinutes(5)) : sent;
    }

    Instant expiry(Instant sent) {
        return signed(sent).plus(VALID);
    }

    String query(Instant sent, String signature) {
        if (this == WITHOUT_DATE) {
            return "AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=%s&Signature=%s"
                    .formatted(expiry(sent).getEpochSecond(), signature);
        }
        var date = DATE.format(signed(sent));
        return ("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=%s&X-Amz-SignedHeaders=host&X-Amz-Expires=%s"
                        + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%%2F%s%%2Fus-east-1%%2Fs3%%2Faws4_request"
                        + "&X-Amz-Signature=%s")
                .formatted(date, VALID.toSeconds(), date.substring(0, 8), signature);
    }
}
