package jobsweep.platform;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.crt.http.HttpClientConnectionManager;
import software.amazon.awssdk.crt.http.HttpClientConnectionManagerOptions;
import software.amazon.awssdk.crt.http.HttpProxyEnvironmentVariableSetting;
import software.amazon.awssdk.crt.http.HttpProxyEnvironmentVariableSetting.HttpProxyEnvironmentVariableType;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsConnectionOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The way to the network: one HTTP client for all that a function sends, whose connections are kept from event to
/// event.
///
/// Its TLS is native code, the AWS Common Runtime's. The JDK's own would take a third of a cold start; see
/// `docs/performance.md`. The SDK has a client on the same runtime, but an exchange that is aborted there keeps its
/// connection, and may still go out.
public final class Http implements SdkHttpClient {

    private static final List<String> PROXIES = List.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy");
    private static final int MOST_CONNECTIONS = 50;
    private static final int MILLIS_TO_CONNECT = 2_000;
    private static final int MILLIS_TO_SHAKE_HANDS = 4_000;
    private static final int MOST_IDLE_MILLIS = 60_000;

    private final Map<URI, HttpClientConnectionManager> connections = new ConcurrentHashMap<>();
    private final SocketOptions socket = new SocketOptions();
    private final TlsContext tls;

    private Http() {
        socket.connectTimeoutMs = MILLIS_TO_CONNECT;
        try (TlsContextOptions options = TlsContextOptions.createDefaultClient()) {
            tls = new TlsContext(options);
        }
    }

    /// A client with time limits for connecting. How long an exchange may take is for its sender to say.
    ///
    /// Where its native library can't be loaded it is one for answers alone: see [#complete].
    public static SdkHttpClient client() {
        try {
            return new Http();
        } catch (RuntimeException | LinkageError failure) {
            return new WithoutNativeCode(failure);
        }
    }

    /// A client for more than answers.
    ///
    /// @throws IllegalStateException saying what is missing, where it is for answers alone
    public static SdkHttpClient complete(SdkHttpClient client) {
        if (client instanceof WithoutNativeCode incomplete) {
            throw new IllegalStateException(incomplete.lack());
        }
        return client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest head = request.httpRequest();
        URI endpoint = URI.create(head.protocol() + "://" + head.host() + ":" + head.port());
        return new Exchange(connections.computeIfAbsent(endpoint, this::to), request);
    }

    /// Each endpoint has a thread of its own: what one of them sends without an end keeps no other one waiting. All
    /// that is closed here lives on for as long as the manager needs it.
    private HttpClientConnectionManager to(URI endpoint) {
        try (EventLoopGroup thread = new EventLoopGroup(1);
                HostResolver resolver = new HostResolver(thread);
                ClientBootstrap bootstrap = new ClientBootstrap(thread, resolver)) {
            var options = new HttpClientConnectionManagerOptions()
                    .withClientBootstrap(bootstrap)
                    .withMaxConnectionIdleInMilliseconds(MOST_IDLE_MILLIS)
                    .withMaxConnections(MOST_CONNECTIONS)
                    .withSocketOptions(socket)
                    .withUri(endpoint);
            goThroughProxy(options);
            return HttpClientConnectionManager.create(
                    endpoint.getScheme().equals("https")
                            ? options.withTlsConnectionOptions(new TlsConnectionOptions(tls)
                                    .withServerName(endpoint.getHost())
                                    .withTimeoutMs(MILLIS_TO_SHAKE_HANDS))
                            : options);
        }
    }

    /// Where a company's network has one. The native code knows the variables, and who is reached without.
    private static void goThroughProxy(HttpClientConnectionManagerOptions options) {
        if (PROXIES.stream().anyMatch(System.getenv()::containsKey)) {
            var setting = new HttpProxyEnvironmentVariableSetting();
            setting.setEnvironmentVariableType(HttpProxyEnvironmentVariableType.ENABLED);
            options.withProxyEnvironmentVariableSetting(setting);
        }
    }

    @Override
    public void close() {
        connections.values().forEach(HttpClientConnectionManager::close);
        tls.close();
        socket.close();
    }
}
