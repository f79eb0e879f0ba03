package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What `.ci/run` synthesizes with the oldest and the newest CDK has everything that the library has.
class EveryPropertyTest {
    private static final Path APP = Path.of("../testing/compatibility");
    private static final Path CLASSES = Path.of("target/classes/jobsweep/infra");

    @Test
    void theAppOfItsOwnSetsEveryProperty() throws IOException {
        String app = sources();

        assertThat(setters())
                .contains("jobPatterns")
                .filteredOn(setter -> !app.contains("." + setter + "("))
                .as("set nowhere in " + APP)
                .isEmpty();
    }

    @Test
    void theReadmeNamesTheOldestCdkThatIsTested() throws IOException {
        String oldest = Files.readString(APP.resolve("pom.xml"))
                .replaceAll("(?s).*<aws-cdk.version>(.*)</aws-cdk.version>.*", "$1");

        assertThat(Files.readString(Path.of("../README.md"))).contains("`aws-cdk-lib` " + oldest + " or newer");
    }

    private static Set<String> setters() throws IOException {
        try (Stream<Path> classes = Files.list(CLASSES)) {
            return classes.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("$Builder.class"))
                    .map(name -> "jobsweep.infra." + name.replace(".class", ""))
                    .flatMap(EveryPropertyTest::settersOf)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Stream<String> settersOf(String builder) {
        try {
            return Arrays.stream(Class.forName(builder).getMethods())
                    .filter(method -> !Modifier.isStatic(method.getModifiers()))
                    .filter(method -> method.getDeclaringClass().getName().startsWith("jobsweep"))
                    .map(Method::getName)
                    .filter(name -> !name.equals("build"));
        } catch (ClassNotFoundException e) {
            throw new AssertionError("The class's file is there", e);
        }
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.list(APP.resolve("src/main/java/example"))) {
            return files.map(EveryPropertyTest::read).collect(Collectors.joining());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
