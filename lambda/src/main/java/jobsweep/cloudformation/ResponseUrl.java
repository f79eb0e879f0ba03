package jobsweep.cloudformation;

import java.net.URI;

/// The pre-signed URL that takes the answer. A secret: whoever has it can answer for the stack.
///
/// Shows its host and nothing more.
final class ResponseUrl {

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

    @Override
    public String toString() {
        return "ResponseUrl[" + host() + "]";
    }
}
