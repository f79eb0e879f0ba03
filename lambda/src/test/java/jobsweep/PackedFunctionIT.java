package jobsweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The classes of the function's archive, as the build has left them for cold starts.
final class PackedFunctionIT {

    private static final Path JAR = Path.of("target/function.jar");

    @Test
    void theVirtualMachineVerifiesEveryClass() throws IOException, ClassNotFoundException {
        try (ZipFile jar = new ZipFile(JAR.toFile());
                URLClassLoader loader =
                        new URLClassLoader(new URL[] {JAR.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            List<ZipEntry> classes = classes(jar);
            assertThat(classes).hasSizeGreaterThan(2000);
            for (ZipEntry entry : classes) {
                String name = entry.getName().replace(".class", "").replace('/', '.');
                // To list a class's methods links it, which is when it is verified; initialised, some want native code.
                assertThat(Class.forName(name, false, loader).getDeclaredMethods())
                        .as(name)
                        .isNotNull();
            }
        }
    }

    @Test
    void noLambdaIsMadeAtRunTime() throws IOException {
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            assertThat(classes(jar).stream()
                            .map(entry -> parse(jar, entry))
                            .filter(PackedFunctionIT::makesLambdas)
                            .map(type -> type.thisClass().asInternalName()))
                    .isEmpty();
        }
    }

    private static List<ZipEntry> classes(ZipFile jar) {
        return jar.stream()
                .<ZipEntry>map(entry -> entry)
                .filter(entry -> entry.getName().endsWith(".class"))
                .toList();
    }

    private static ClassModel parse(ZipFile jar, ZipEntry entry) {
        try (InputStream content = jar.getInputStream(entry)) {
            return ClassFile.of().parse(content.readAllBytes());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static boolean makesLambdas(ClassModel type) {
        return type.findAttribute(Attributes.bootstrapMethods()).stream()
                .flatMap(methods -> methods.bootstrapMethods().stream())
                .anyMatch(
                        method -> method.bootstrapMethod().asSymbol().toString().contains("LambdaMetafactory"));
    }
}
