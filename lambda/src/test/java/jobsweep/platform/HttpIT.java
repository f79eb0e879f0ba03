package jobsweep.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import jobsweep.RawPeer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// The client on raw sockets: whatever a peer does, the next exchange finds a connection, and nothing goes out once it
/// was given up.
class HttpIT {

    private static final Duration A_MINUTE = Duration.ofMinutes(1);
    private static final Duration A_MOMENT = Duration.ofMillis(20);
    private static final int MORE_THAN_THE_POOL_HOLDS = 60;

    private final SdkHttpClient http = Http.client();
    private final Platform platform = Platform.ofThisMachine(http);

    @AfterEach
    void close() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
                "HTTP/1.1 500 Oops\r\nContent-Length: 10\r\n\r\n{"
            })
    void aPeerThatStopsKeepsNoConnection(String answer) throws Exception {
        try (RawPeer peer = new RawPeer().says(answer)) {
            for (int attempt = 0; attempt < MORE_THAN_THE_POOL_HOLDS; attempt++) {
                assertThat(within(A_MOMENT, delete(peer)).isCancelled()).isTrue();
            }
            peer.says(RawPeer.HEALTHY);

            assertThat(within(A_MINUTE, delete(peer)).resultNow().httpResponse().statusCode())
                    .isEqualTo(200);
            eventually(() -> peer.connections() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "220 mail.example.com ESMTP\r\n",
                "\0\0\0\0",
                "HTTP/1.1 20",
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{",
                "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno length\r\n{}",
                ""
            })
    void anAnswerThatIsNoHttpOrNotWholeIsAFailureThatMayPass(String answer) throws Exception {
        try (RawPeer peer = new RawPeer().saysAndCloses(answer)) {
            for (int attempt = 0; attempt < MORE_THAN_THE_POOL_HOLDS; attempt++) {
                assertThatIOException().isThrownBy(() -> delete(peer).call());
            }
            peer.says(RawPeer.HEALTHY);

            assertThat(delete(peer).call().responseBody().orElseThrow()).hasContent("{}");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 503})
    void anAnswerWithoutHeadersHasItsStatus(int status) throws Exception {
        try (RawPeer peer = new RawPeer().saysAndCloses("HTTP/1.1 %s Whatever\r\n\r\n".formatted(status))) {
            assertThat(delete(peer).call().httpResponse().statusCode()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://no-such-host.invalid/", "http://127.0.0.1:1/", "https://no-such-host.invalid/"})
    void nobodyThereIsAFailureThatMayPassAndSaysWhy(String url) {
        assertThatIOException()
                .isThrownBy(() -> request(SdkHttpMethod.GET, url).call())
                .withMessageMatching(".*(resol|refused|not found|invalid).*");
    }

    @Test
    void aHandshakeThatStallsKeepsNoConnectionForLong() throws Exception {
        try (RawPeer peer = new RawPeer()) {
            for (int attempt = 0; attempt < MORE_THAN_THE_POOL_HOLDS; attempt++) {
                var exchange = request(SdkHttpMethod.DELETE, "https://" + peer.hostAndPort() + "/");
                assertThat(within(A_MOMENT, exchange).isCancelled()).isTrue();
            }

            eventually(() -> peer.connections() == 0);
        }
    }

    /// This JVM's native code trusts the machine's authorities, and none of them made this certificate.
    @Test
    void aCertificateThatIsNotTrustedIsNamedAsSuch(@TempDir Path directory) throws Exception {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(selfSigned(directory.resolve("keys.p12"))));
        server.start();
        try {
            String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/";

            assertThatIOException()
                    .isThrownBy(() -> request(SdkHttpMethod.GET, url).call())
                    .withMessage("No connection to 127.0.0.1 came about: if it can be reached, its certificate is not"
                            + " trusted, has expired or is not for 127.0.0.1");
        } finally {
            server.stop(0);
        }
    }

    private static SSLContext selfSigned(Path store) throws Exception {
        String command = "-genkeypair -alias k -keyalg EC -dname CN=localhost -storepass changeit -keystore " + store;
        List<String> keytool = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        keytool.addAll(List.of(command.split(" ", -1)));
        assertThat(new ProcessBuilder(keytool).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void anEndlessBodyEnds() throws Exception {
        String part = "x".repeat(1 << 20);
        try (RawPeer peer =
                new RawPeer().says("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + part.repeat(6))) {
            assertThatIOException()
                    .isThrownBy(() -> delete(peer).call())
                    .withMessageStartingWith("The answer is longer than 4194304 bytes");
            eventually(() -> peer.connections() == 0);
        }
    }

    @Test
    void whatWorkSendsAfterItsTimeWasUpDoesNotGoOut() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        AtomicReference<Throwable> late = new AtomicReference<>();
        try (RawPeer peer = new RawPeer().says(RawPeer.HEALTHY)) {
            Future<HttpExecuteResponse> work = within(A_MOMENT, () -> {
                awaitDeafly(over);
                try {
                    return delete(peer).call();
                } catch (IOException refused) {
                    late.set(refused);
                    throw refused;
                }
            });
            assertThat(work.isCancelled()).isTrue();
            over.countDown();
            eventually(() -> late.get() != null);

            assertThat(late.get()).hasMessage("The work that it belongs to is over");
            assertThat(peer.requests()).isEmpty();
        }
    }

    @Test
    void anExchangeThatWaitsForItsConnectionWhenItIsGivenUpDoesNotGoOut() throws Exception {
        try (RawPeer peer = new RawPeer().says(RawPeer.HEALTHY)) {
            for (int attempt = 0; attempt < MORE_THAN_THE_POOL_HOLDS; attempt++) {
                ExecutableHttpRequest exchange = delete(peer);
                exchange.abort();
                assertThatIOException().isThrownBy(exchange::call);
            }

            assertThat(delete(peer).call().httpResponse().statusCode()).isEqualTo(200);
            assertThat(peer.requests()).hasSize(1);
        }
    }

    private Future<HttpExecuteResponse> within(Duration limit, Callable<HttpExecuteResponse> exchange) {
        return platform.within(limit, List.of(exchange)).getFirst();
    }

    private ExecutableHttpRequest delete(RawPeer peer) {
        return request(SdkHttpMethod.DELETE, "http://" + peer.hostAndPort() + "/things/t/jobs/j");
    }

    private ExecutableHttpRequest request(SdkHttpMethod method, String url) {
        return http.prepareRequest(HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create(url))
                        .build())
                .build());
    }

    private static void awaitDeafly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            Thread.onSpinWait();
        }
    }

    private static void eventually(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + A_MINUTE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so").isLessThan(end);
            Thread.sleep(10);
        }
    }
}
