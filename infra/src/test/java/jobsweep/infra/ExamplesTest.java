package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The examples name what they need themselves, so that they can be copied; here it is held against the project's own.
class ExamplesTest {
    private static final Path CHECKOUT = Path.of("..");

    @Test
    void theJavaExampleDependsOnTheVersionThatIsBuilt() throws IOException {
        assertThat(read("examples/cdk-java/pom.xml")).contains("""
                            <artifactId>jobsweep-infra</artifactId>
                            <version>%s</version>
                """.formatted(System.getProperty("project.version")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"exec-maven-plugin", "maven-compiler-plugin", "maven-resources-plugin"})
    void theJavaExampleIsBuiltLikeTheProject(String plugin) throws IOException {
        assertThat(read("examples/cdk-java/pom.xml")).contains("""
                                <artifactId>%s</artifactId>
                                <version>%s</version>
                """.formatted(plugin, versionInParent(plugin)));
    }

    @ParameterizedTest
    @CsvSource({"aws-cdk-lib, aws-cdk", "constructs, constructs"})
    void theTypeScriptExampleUsesTheSameCdk(String dependency, String property) throws IOException {
        assertThat(read("examples/cdk-typescript/package.json"))
                .contains("\"%s\": \"%s\"".formatted(dependency, versionInParent(property)));
    }

    @Test
    void theTypeScriptExampleUsesTheReadmesCdkCli() throws IOException {
        String version = find("aws-cdk@([0-9.]+)", read("README.md"));

        assertThat(read("examples/cdk-typescript/package.json")).contains("\"aws-cdk\": \"" + version + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudformation/rollout.yaml", "cloudformation/job.yaml", "cdk-typescript/rollout.ts"})
    void theyImportWhatTheProvidersStackExports(String example) throws IOException {
        assertThat(read("examples/" + example))
                .contains(
                        JobExecutionCleanupProviderStack.EXPORT_NAME,
                        JobExecutionCleanupProviderStack.SERVICE_TIMEOUT_EXPORT_NAME);
    }

    private static String versionInParent(String property) throws IOException {
        return find("<%s.version>(.*)</".formatted(property), read("pom.xml"));
    }

    private static String find(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing like " + regex));
    }

    private static String read(String file) throws IOException {
        return Files.readString(CHECKOUT.resolve(file));
    }
}
