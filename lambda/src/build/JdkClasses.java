import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Writes the JDK's public classes to a jar, for ProGuard to know what the function's classes extend. JDKs no longer
/// bring them as files.
final class JdkClasses {

    private static final List<String> PLACES = List.of(
            "java.base/java", "java.base/javax", "java.desktop/java/beans", "java.logging/java", "java.management/java",
            "java.management/javax", "java.naming/javax", "java.net.http/java", "java.sql/java", "java.sql/javax",
            "java.xml/javax");

    /// @param args the jar to write
    public static void main(String[] args) throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        try (OutputStream file = Files.newOutputStream(Path.of(args[0]));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.setLevel(0);
            for (String place : PLACES) {
                write(modules.resolve(place), jar);
            }
        }
    }

    private static void write(Path place, ZipOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(place).filter(Files::isRegularFile)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                // Without /modules and the module's name.
                jar.putNextEntry(new ZipEntry(file.subpath(2, file.getNameCount()).toString()));
                Files.copy(file, jar);
            }
        }
    }
}
