package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/constructs.md` has each public method, and no other, in the section of its construct.
class ConstructsPageTest {
    private static final Set<String> OF_EVERY_BUILDER = Set.of("build", "builder", "create");

    @ParameterizedTest
    @MethodSource("sections")
    void aSectionHasEachMethodAndNoOther(Section section) throws IOException {
        assertThat(section.documented()).isEqualTo(section.methods());
    }

    @Test
    void everySettingHasADefault() throws IOException {
        assertThat(page().lines().filter(line -> line.matches("\\| .*\\|\\s*\\|")))
                .as("rows without a last column")
                .allMatch(line -> line.startsWith("| It has "));
    }

    private static Stream<Section> sections() {
        return Stream.of(
                new Section(
                        "JobExecutionCleanup",
                        List.of(JobExecutionCleanup.class, JobExecutionCleanup.Builder.class, PropertiesBuilder.class)),
                new Section(
                        "JobExecutionCleanupProvider",
                        List.of(
                                JobExecutionCleanupProvider.class,
                                JobExecutionCleanupProvider.Builder.class,
                                IJobExecutionCleanupProvider.class)),
                new Section(
                        "JobExecutionCleanupProviderAttributes",
                        List.of(
                                JobExecutionCleanupProviderAttributes.class,
                                JobExecutionCleanupProviderAttributes.Builder.class)),
                new Section(
                        "JobExecutionCleanupQueue",
                        List.of(
                                JobExecutionCleanupQueue.class,
                                JobExecutionCleanupQueue.Builder.class,
                                IJobExecutionCleanupQueue.class)),
                new Section(
                        "JobExecutionCleanupQueueAttributes",
                        List.of(
                                JobExecutionCleanupQueueAttributes.class,
                                JobExecutionCleanupQueueAttributes.Builder.class)),
                new Section(
                        "CleanupRequest",
                        List.of(CleanupRequest.class, CleanupRequest.Builder.class, PropertiesBuilder.class)),
                new Section("JobExecutionCleanupDashboard", List.of(JobExecutionCleanupDashboard.class)),
                new Section(
                        "JobExecutionCleanupProviderStack",
                        List.of(
                                JobExecutionCleanupProviderStack.class,
                                JobExecutionCleanupProviderStack.Builder.class,
                                CleanupStackBuilder.class)),
                new Section(
                        "JobExecutionCleanupQueueStack",
                        List.of(
                                JobExecutionCleanupQueueStack.class,
                                JobExecutionCleanupQueueStack.Builder.class,
                                CleanupStackBuilder.class)),
                new Section("All functions", List.of(FunctionBuilder.class)));
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/constructs.md"));
    }

    record Section(String title, List<Class<?>> types) {

        Set<String> documented() throws IOException {
            String section = Pattern.compile("\n## " + title + "\n(.*?)(\n## |$)", Pattern.DOTALL)
                    .matcher(page())
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.joining());
            return Pattern.compile("^\\| (`.*?) \\|", Pattern.MULTILINE)
                    .matcher(section)
                    .results()
                    .map(row -> row.group(1))
                    .flatMap(names -> Pattern.compile("`(\\w+)`").matcher(names).results())
                    .map(MatchResult::group)
                    .map(name -> name.replace("`", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> methods() {
            return types.stream()
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                    .map(Method::getName)
                    .filter(name -> !OF_EVERY_BUILDER.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        @Override
        public String toString() {
            return title;
        }
    }
}
