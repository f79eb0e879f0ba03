package jobsweep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The README's table of what can be relied on names tests: they must be there.
final class GuaranteesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

    @Test
    void everyTestThatTheReadmeNamesExists() throws IOException {
        Set<String> named = TEST.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map((MatchResult match) -> match.group(1) + ".java")
                .collect(Collectors.toSet());

        assertThat(named).hasSizeGreaterThan(10).isSubsetOf(testSources());
    }

    private static Set<String> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 9)) {
            return files.filter(file -> file.toString().contains("src/test/java"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
    }
}
