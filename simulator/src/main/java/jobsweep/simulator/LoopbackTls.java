package jobsweep.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate for loopback, made anew by the JDK's `keytool`: servers present it, and JVMs can be told to trust it.
///
/// @param context for servers that present it, and for clients of this JVM, which trust it
/// @param trustStore a PKCS #12 store with the certificate, for clients
public record LoopbackTls(SSLContext context, Path trustStore) {

    /// Protects nothing: the key lives as long as the simulator, on loopback.
    private static final String PASSWORD = "simulator";

    /// @throws IOException where `keytool` can't make the certificate
    public static LoopbackTls madeIn(Path directory) throws IOException {
        Path store = directory.resolve("loopback.p12");
        generate(store);
        try (InputStream content = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(content, PASSWORD.toCharArray());
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, PASSWORD.toCharArray());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(keys);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), trusted.getTrustManagers(), null);
            return new LoopbackTls(context, store);
        } catch (GeneralSecurityException e) {
            throw new IOException("The JDK can't serve TLS", e);
        }
    }

    /// Options that make a JVM trust the certificate, and no other.
    List<String> jvmOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + trustStore.toAbsolutePath(),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    private static void generate(Path store) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "loopback",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keyalg",
                        "EC",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.onExit().join().exitValue() != 0) {
            throw new IOException("keytool failed: " + said);
        }
    }
}
