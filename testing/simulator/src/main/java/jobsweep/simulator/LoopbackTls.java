package jobsweep.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import jobsweep.simulator.network.FileView;
import jobsweep.simulator.network.Names;

/// A certificate for loopback and its names, made by the JDK's `keytool`: servers present it, and JVMs can be told
/// to trust it.
///
/// @param context for servers that present it, and for clients of this JVM, which trust it
/// @param trustStore a PKCS #12 store with the certificate, for clients in Java
/// @param authorities a PEM file with the certificate, for clients in native code
public record LoopbackTls(SSLContext context, Path trustStore, Path authorities) {

    /// Protects nothing: the key lives as long as the simulator, on loopback.
    private static final String PASSWORD = "simulator";

    private static final String ALIAS = "loopback";

    /// Where native code looks for the authorities to trust: on Debian, and on Amazon Linux.
    private static final List<Path> BUNDLES =
            List.of(Path.of("/etc/ssl/certs/ca-certificates.crt"), Path.of("/etc/pki/tls/certs/ca-bundle.crt"));

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
            Path authorities = directory.resolve("loopback.pem");
            Certificate certificate = keys.getCertificate(ALIAS);
            Files.writeString(authorities, pem(certificate));
            return new LoopbackTls(context, store, authorities);
        } catch (GeneralSecurityException e) {
            throw new IOException("The JDK can't serve TLS", e);
        }
    }

    private static String pem(Certificate certificate) throws CertificateEncodingException {
        String body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
        return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
    }

    /// Options that make a JVM trust the certificate, and no other.
    public List<String> jvmOptions() {
        return List.of(
                "-Djavax.net.ssl.trustStore=" + trustStore.toAbsolutePath(),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    /// What has a process find the certificate where this machine has its authorities.
    ///
    /// @throws IllegalStateException where this machine has no file with authorities
    public FileView view() {
        Path bundle = BUNDLES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException("None of the files with trusted authorities is there: " + BUNDLES));
        return new FileView(Map.of(bundle, authorities));
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
                        ALIAS,
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1,dns:*." + Names.DOMAIN,
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
