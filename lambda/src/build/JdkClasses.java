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

/// Writes the JDK's own classes to a jar, for ProGuard to know what the function's classes extend. JDKs no longer bring
/// them as files.
final class JdkClasses {

    private static final List<String> MODULES = List.of(
            "java.base", "java.desktop", "java.logging", "java.management", "java.naming", "java.net.http", "java.sql",
            "java.xml");

    /// @param args the jar to write
    public static void main(String[] args) throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        try (OutputStream file = Files.newOutputStream(Path.of(args[0]));
                ZipOutputStream jar = new ZipOutputStream(file)) {
            jar.setLevel(0);
            for (String module : MODULES) {
                write(modules.resolve(module), jar);
            }
        }
    }

    private static void write(Path module, ZipOutputStream jar) throws IOException {
        try (Stream<Path> files = Files.walk(module)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                String name = module.relativize(file).toString();
                if (name.endsWith(".class") && !name.equals("module-info.class")) {
                    jar.putNextEntry(new ZipEntry(name));
                    Files.copy(file, jar);
                }
            }
        }
    }
}
