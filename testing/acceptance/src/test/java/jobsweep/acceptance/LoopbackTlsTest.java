package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;
import jobsweep.simulator.LoopbackTls;
import jobsweep.simulator.http.Recorder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.SdkHttpClient;

final class LoopbackTlsTest {

    /// This JVM's native code trusts the machine's authorities, and loopback's is none of them.
    @Test
    void theFunctionTalksToNobodyWhoseCertificateItDoesNotTrust(@TempDir Path directory) throws Exception {
        LoopbackTls tls = LoopbackTls.madeIn(directory);
        try (Recorder bucket = Recorder.start(Optional.of(tls.context()));
                SdkHttpClient http = Http.client()) {
            URI url = URI.create("https://%s/answer?a=1".formatted(bucket.hostAndPort()));
            Platform machine = Platform.ofThisMachine(http);

            assertThat(machine.put(url, new byte[1], Duration.ofSeconds(30)).exceptionNow())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("certificate");
            assertThat(bucket.puts()).isEmpty();
        }
    }
}
