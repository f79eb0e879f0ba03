package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import jobsweep.simulator.LoopbackTls;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.time.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResponseBucketTlsTest {
    @Test
    void withAContextTheUrlIsHttps(@TempDir Path directory) throws Exception {
        var tls = LoopbackTls.madeIn(directory).context();
        try (var server = LocalServer.bind(Optional.of(tls));
                var client = HttpClient.newBuilder().sslContext(tls).build()) {
            var bucket = new ResponseBucket(
                    server.url().toString(), Time.system(), Identifiers.unforeseeable(), UrlSigning.WHEN_SENT);
            server.serve(bucket);
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
}
