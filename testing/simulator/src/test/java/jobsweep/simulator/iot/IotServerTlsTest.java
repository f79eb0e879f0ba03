package jobsweep.simulator.iot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import jobsweep.simulator.LoopbackTls;
import jobsweep.simulator.iam.Iam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IotServerTlsTest {
    @Test
    void withAContextTheServerSpeaksHttps(@TempDir Path directory) throws Exception {
        SSLContext tls = LoopbackTls.madeIn(directory).context();
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
}
