package jobsweep.simulator.iot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import jobsweep.simulator.iam.Iam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IotServerTlsTest {
    private static final String PASSWORD = "changeit";

    @Test
    void withAContextTheServerSpeaksHttps(@TempDir Path directory) throws Exception {
        SSLContext tls = contextFor(keyStoreIn(directory));
        IotSettings settings = IotSettings.of("aws", "eu-central-1", "123456789012");

        try (IotServer server = IotServer.startWithTls(settings, new IotJobs(InstantSource.system()), new Iam(), tls);
                HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.endpoint() + "/things/t/jobs"))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

            assertThat(server.endpoint()).hasScheme("https").hasHost("localhost");
            assertThat(response.headers().firstValue("x-amzn-ErrorType"))
                    .contains("MissingAuthenticationTokenException");
        }
    }

    private static Path keyStoreIn(Path directory) throws IOException, InterruptedException {
        Path store = directory.resolve("localhost.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=DNS:localhost",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return store;
    }

    private static SSLContext contextFor(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(store)) {
            keys.load(content, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trusted.getTrustManagers(), new SecureRandom());
        return context;
    }
}
