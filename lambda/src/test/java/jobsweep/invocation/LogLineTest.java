package jobsweep.invocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import jobsweep.Documents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogLineTest {

    private static final int LONGEST = 256_000;

    @Test
    void whatFitsIsWrittenAsItIs() {
        assertThat(LogLine.of(Map.of("reason", "x".repeat(240_000))))
                .hasSize(240_014)
                .doesNotContain("cut");
    }

    static List<Object> tooLong() {
        return List.of(
                "x".repeat(1_000_000),
                "\u0000".repeat(1_000_000),
                "\uD83D\uDE00".repeat(500_000),
                "a" + "\uD83D\uDE00".repeat(500_000),
                Collections.nCopies(100_000, "x"),
                Collections.nCopies(1000, Map.of("messageId", "id", "why", "\u0000".repeat(1000))),
                Collections.nCopies(100, Collections.nCopies(100, "x".repeat(1000))),
                Map.of("nested", List.of("x".repeat(1_000_000))));
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    void whatIsTooLongIsCutAndSaysSoAndTheRestIsWhole(Object value) {
        String line = LogLine.of(Map.of("FunctionName", "f".repeat(64), "Deleted", 7L, "value", value));

        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LONGEST);
        assertThat(line)
                .endsWith("}\n")
                .containsAnyOf(" characters cut)", " more")
                .doesNotContain("?");
        assertThat(Json.hasUtf8(line)).isTrue();
        assertThat(Documents.read(line))
                .containsEntry("FunctionName", "f".repeat(64))
                .containsEntry("Deleted", "7");
    }

    @Test
    void theBeginningOfATextIsWhatIsLeftOfIt() {
        Map<String, Object> line = Documents.read(LogLine.of(Map.of("reason", "Denied: " + "x".repeat(999_992))));

        assertThat(line.get("reason")).asString().startsWith("Denied: xxx").endsWith("x… (967232 characters cut)");
    }
}
