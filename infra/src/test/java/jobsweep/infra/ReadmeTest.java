package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void theReadmeNamesTheVersionThatIsBuilt() throws IOException {
        assertThat(readme()).contains("<version>" + System.getProperty("project.version") + "</version>");
    }

    @Test
    void theReadmesTemplateImportsWhatTheProviderStackExports() throws IOException {
        assertThat(readme())
                .contains(
                        "ServiceToken: !ImportValue " + JobExecutionCleanupProviderStack.EXPORT_NAME + "\n",
                        "ServiceTimeout: !ImportValue " + JobExecutionCleanupProviderStack.SERVICE_TIMEOUT_EXPORT_NAME
                                + "\n");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }
}
