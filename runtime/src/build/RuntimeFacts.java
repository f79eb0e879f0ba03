import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Properties;

/// Says of a release which Java runtime is in the archive: in its software bill of materials, to which the runtime and
/// the archive are added, and in a text for the release notes.
final class RuntimeFacts {

    /// @param args the archive, the folder of the Java runtime in it, the bill of materials, and the text to write. The
    ///     runtime is of the JDK that runs this program
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path archive = Path.of(args[0]);
        String sha256 = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(archive)));
        String vendor = System.getProperty("java.vendor");
        String version = Runtime.version().toString();
        String modules = modules(Path.of(args[1]));

        Path bill = Path.of(args[2]);
        JsonMapper json = new JsonMapper();
        ObjectNode materials = (ObjectNode) json.readTree(bill.toFile());
        ArrayNode components = materials.withArray("components");
        ObjectNode runtime = components.addObject();
        runtime.put("type", "platform").put("publisher", vendor).put("name", "Java runtime").put("version", version);
        runtime.putArray("properties").addObject().put("name", "modules").put("value", modules);
        ObjectNode file = components.addObject().put("type", "file").put("name", archive.getFileName().toString());
        file.putArray("hashes").addObject().put("alg", "SHA-256").put("content", sha256);
        json.writerWithDefaultPrettyPrinter().writeValue(bill.toFile(), materials);

        Files.writeString(Path.of(args[3]), """
                ## `%s`, the function with a Java runtime

                | | |
                |---|---|
                | Java runtime | %s, %s |
                | modules | %s |
                | SHA-256 | `%s` |
                """.formatted(archive.getFileName(), version, vendor, modules, sha256));
    }

    /// What `jlink` has linked.
    private static String modules(Path runtime) throws IOException {
        Properties release = new Properties();
        try (Reader text = Files.newBufferedReader(runtime.resolve("release"))) {
            release.load(text);
        }
        return release.getProperty("MODULES").replace("\"", "");
    }
}
