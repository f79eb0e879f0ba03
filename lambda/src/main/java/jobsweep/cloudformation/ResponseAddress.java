package jobsweep.cloudformation;

import java.time.Duration;
import java.time.Instant;
import jobsweep.invocation.Json;
import org.jspecify.annotations.Nullable;

/// Where an answer goes, and the ids that it has to repeat verbatim for CloudFormation to take it.
record ResponseAddress(ResponseUrl url, String stackId, String requestId, String logicalResourceId) {

    /// URLs are signed in whole seconds, and the clocks of two services differ a little.
    private static final Duration MOST_SKEW = Duration.ofSeconds(5);

    /// @throws UnanswerableException where the URL may not be contacted, or an id is missing or can't be
    ///     repeated
    static ResponseAddress of(CustomResourceEvent event, ResponseHosts hosts, Partition partition) {
        return new ResponseAddress(
                hosts.check(event.responseUrl(), partition),
                required("StackId", event.stackId()),
                required("RequestId", event.requestId()),
                required("LogicalResourceId", event.logicalResourceId()));
    }

    /// When CloudFormation made the request.
    ///
    /// @param now when the function has it first; all that is known where the URL does not say when it was signed
    Instant madeAt(Instant now) {
        return url.signedAt().orElse(now);
    }

    /// The latest moment at which CloudFormation can have sent the request, if it was made then.
    static Instant sentBy(Instant madeAt) {
        return madeAt.plus(MOST_SKEW);
    }

    private static String required(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw new UnanswerableException(name + " is missing");
        }
        if (!Json.hasUtf8(value)) {
            throw new UnanswerableException(name + " has half a character, which has no UTF-8");
        }
        return value;
    }
}
