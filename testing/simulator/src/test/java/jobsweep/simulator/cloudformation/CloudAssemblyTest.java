package jobsweep.simulator.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudAssemblyTest {
    private static final String BUCKET = "cdk-hnb659fds-assets-123456789012-us-east-1";

    private final Path directory;
    private final Assets assets;

    CloudAssemblyTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve("demo.assets.json"), """
                {"version": "48.0.0", "files": {
                  "abc": {"source": {"path": "asset.abc.jar", "packaging": "file"},
                          "destinations": {"current_account-current_region": {
                            "bucketName": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}",
                            "objectKey": "abc.jar"}}},
                  "def": {"source": {"path": "asset.def", "packaging": "zip"},
                          "destinations": {"current_account-current_region": {
                            "bucketName": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}",
                            "objectKey": "def.zip"}}}}}""");
        assets = CloudAssembly.beside(directory.resolve("demo.template.json"), Account.example());
    }

    @Test
    void anAssetIsTheFileBesideTheTemplate() {
        assertThat(assets.locate(BUCKET, "abc.jar")).isEqualTo(directory.resolve("asset.abc.jar"));
    }

    @Test
    void anObjectThatNoFileStandsForIsRefused() {
        assertThatThrownBy(() -> assets.locate(BUCKET, "other.jar"))
                .isInstanceOf(ResourceFailedException.class)
                .hasMessage("No local file stands for s3://" + BUCKET + "/other.jar");
        assertThatThrownBy(() -> assets.locate("another-bucket", "abc.jar"))
                .isInstanceOf(ResourceFailedException.class);
        assertThatThrownBy(() -> Assets.of(Map.of()).locate(BUCKET, "abc.jar"))
                .isInstanceOf(ResourceFailedException.class);
    }

    @Test
    void aDirectoryIsRefused() {
        assertThatThrownBy(() -> assets.locate(BUCKET, "def.zip")).hasMessageContaining("asset.def is a directory");
    }

    @Test
    void aTemplateThatTheCdkDidNotWriteHasNoAssembly() {
        assertThatThrownBy(() -> CloudAssembly.beside(directory.resolve("plain.yaml"), Account.example()))
                .isInstanceOf(IOException.class);
    }
}
