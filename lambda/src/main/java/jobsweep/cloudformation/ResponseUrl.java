package jobsweep.cloudformation;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The pre-signed URL that takes the answer. A secret: whoever has it can answer for the stack.
///
/// Shows its host and nothing more.
final class ResponseUrl {

    private static final Pattern SIGNED_AT = Pattern.compile("(?:^|&)X-Amz-Date=([0-9]{8}T[0-9]{6}Z)(?:&|$)");

    private final URI uri;

    ResponseUrl(URI uri) {
        this.uri = uri;
    }

    /// The whole URL, exactly as it came in the event. For the request that answers, and for nothing else.
    URI secret() {
        return uri;
    }

    String host() {
        return uri.getHost();
    }

    /// When the URL was signed, and so its request made, in whole seconds. Empty where the URL does not say.
    Optional<Instant> signedAt() {
        Matcher date = SIGNED_AT.matcher(Optional.ofNullable(uri.getRawQuery()).orElse(""));
        try {
            return date.find()
                    ? Optional.of(DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX", Locale.ROOT)
                            .parse(date.group(1), Instant::from))
                    : Optional.empty();
        } catch (DateTimeException noSuchDate) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "ResponseUrl[" + host() + "]";
    }
}
