package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The documents name tests that hold what they say: they must be there.
final class GuaranteesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyTestThatADocumentNamesExists() throws IOException {
        Set<String> named;
        try (Stream<Path> documents = Files.walk(ROOT.resolve("docs")).filter(Files::isRegularFile)) {
            named = documents.flatMap(GuaranteesTest::testsIn).collect(Collectors.toSet());
        }

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(testSources());
    }

    private static Stream<String> testsIn(Path document) {
        try {
            return TEST.matcher(Files.readString(document)).results().map(match -> match.group(1) + ".java");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            return files.filter(file -> file.toString().contains("src/test/java"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
