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
    void theReadmesTemplateWaitsAsLongAsTheLibrarys() throws IOException {
        assertThat(readme()).contains("ServiceTimeout: " + Timing.SHORTEST.serviceTimeout() + "\n");
    }

    @Test
    void theReadmesTemplateImportsWhatTheProviderStackExports() throws IOException {
        assertThat(readme()).contains("!ImportValue " + JobExecutionCleanupProviderStack.EXPORT_NAME + "\n");
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("..", "README.md"));
    }
}
