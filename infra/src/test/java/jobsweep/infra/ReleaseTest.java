package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a repository of artifacts asks of those that are released. The rest is checked by `.ci/run`, which makes a
/// release.
class ReleaseTest {
    private static final Path CHECKOUT = Path.of("..");

    @ParameterizedTest
    @ValueSource(strings = {"name", "description", "url", "license", "developer", "scm child.scm.connection"})
    void theParentNames(String element) throws IOException {
        assertThat(Files.readString(CHECKOUT.resolve("pom.xml"))).contains("<" + element);
    }

    @ParameterizedTest
    @ValueSource(strings = {"contract", "infra", "lambda", "runtime"})
    void eachReleasedModuleSaysWhatItIs(String module) throws IOException {
        assertThat(Files.readString(CHECKOUT.resolve(module).resolve("pom.xml")))
                .contains("<name>", "<description>")
                .doesNotContain("<unreleased>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LICENSE", "NOTICE"})
    void theJarSaysUnderWhichLicenceItIs(String file) throws IOException {
        Path packed = Path.of("target/classes/META-INF").resolve(file);

        assertThat(packed).hasSameBinaryContentAs(CHECKOUT.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({"ci.yml, bash .ci/run", "release.yml, mvn --batch-mode -Prelease verify"})
    void theWorkflowsCallWhatAPersonCalls(String workflow, String command) throws IOException {
        assertThat(Files.readString(CHECKOUT.resolve(".github/workflows").resolve(workflow)))
                .contains("- run: " + command + "\n");
    }
}
