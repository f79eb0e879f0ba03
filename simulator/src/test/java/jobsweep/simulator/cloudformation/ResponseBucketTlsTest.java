package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseBucketTlsTest {
    private static final String PASSWORD = "changeit";

    @Test
    void withAContextTheUrlIsHttps(@TempDir Path directory) throws Exception {
        var tls = context(directory.resolve("localhost.p12"));
        try (var bucket = ResponseBucket.startWithTls(tls);
                var client = HttpClient.newBuilder().sslContext(tls).build()) {
            var expected = bucket.expect(new RequestIdentity("stack", "request", "Sweep"));
            var put = HttpRequest.newBuilder(URI.create(bucket.url(expected)))
                    .PUT(HttpRequest.BodyPublishers.ofString("""
                            {"Status": "SUCCESS", "PhysicalResourceId": "first", "StackId": "stack",
                             "RequestId": "request", "LogicalResourceId": "Sweep"}"""))
                    .build();

            assertThat(put.uri()).hasScheme("https");
            assertThat(client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
            assertThat(bucket.violations()).isEmpty();
        }
    }

    private static SSLContext context(Path store) throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = "%s -genkeypair -keyalg EC -dname CN=localhost -ext SAN=DNS:localhost -storepass %s -keystore"
                .formatted(keytool, PASSWORD);
        var process = new ProcessBuilder(new ArrayList<>(List.of(command.split(" ", -1))));
        process.command().add(store.toString());
        assertThat(process.inheritIO().start().waitFor()).isZero();
        var keys = KeyStore.getInstance("PKCS12");
        try (var content = Files.newInputStream(store)) {
            keys.load(content, PASSWORD.toCharArray());
        }
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, PASSWORD.toCharArray());
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keys);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
