package jobsweep.invocation;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;

/// The way to the network: one HTTP client for all that a function sends, whose connections are kept from event to
/// event.
///
/// Its TLS is native code. The JDK's own would take a third of a cold start; see `docs/performance.md`.
public final class Http {

    private Http() {}

    /// A client with a time limit for connecting. How long a request may take is for its sender to say.
    public static SdkHttpClient client() {
        return AwsCrtHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .build();
    }
}
