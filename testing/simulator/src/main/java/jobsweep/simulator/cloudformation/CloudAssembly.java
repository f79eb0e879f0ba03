package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;

/// The assets that the CDK writes beside a template, listed in `<stack>.assets.json`.
public final class CloudAssembly implements Assets {
    private static final String TEMPLATE = ".template.json";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path manifest;
    private final JsonNode files;
    private final Account account;

    private CloudAssembly(Path manifest, JsonNode files, Account account) {
        this.manifest = manifest;
        this.files = files;
        this.account = account;
    }

    /// The assets of a synthesized template.
    ///
    /// @param template `<stack>.template.json` in the CDK's output directory
    /// @throws IOException when the template was not synthesized by the CDK, or its list of assets cannot be read
    public static CloudAssembly beside(Path template, Account account) throws IOException {
        var name = template.getFileName().toString();
        if (!name.endsWith(TEMPLATE)) {
            throw new IOException("A synthesized template is called <stack>%s, got %s".formatted(TEMPLATE, name));
        }
        var stack = name.substring(0, name.length() - TEMPLATE.length());
        var manifest = template.resolveSibling(stack + ".assets.json");
        return new CloudAssembly(manifest, JSON.readTree(manifest.toFile()).path("files"), account);
    }

    @Override
    public Path locate(String bucket, String key) {
        return files.valueStream()
                .filter(file ->
                        file.path("destinations").valueStream().anyMatch(destination -> isAt(destination, bucket, key)))
                .findFirst()
                .map(this::source)
                .orElseThrow(() -> Assets.missing(bucket, key));
    }

    private boolean isAt(JsonNode destination, String bucket, String key) {
        return resolved(destination.path("bucketName").asText()).equals(bucket)
                && resolved(destination.path("objectKey").asText()).equals(key);
    }

    private String resolved(String name) {
        return name.replace("${AWS::AccountId}", account.id())
                .replace("${AWS::Region}", account.region())
                .replace("${AWS::Partition}", account.partition());
    }

    private Path source(JsonNode file) {
        var source = file.path("source");
        if (!source.path("packaging").asText().equals("file")) {
            throw new ResourceFailedException("Asset %s is a directory; the simulator plays archives only"
                    .formatted(source.path("path").asText()));
        }
        return manifest.resolveSibling(source.path("path").asText());
    }
}
