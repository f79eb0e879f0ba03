package jobsweep.acceptance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// The packaged functions as their templates have them.
final class Packaged {
    private static final Duration AS_IN_THE_TEMPLATE = Duration.ofMinutes(15);

    private Packaged() {}

    /// The custom resource's function.
    static PackagedFunction provider(FaultyNetwork network, Map<String, String> environment, Path directory)
            throws IOException {
        return provider(network, environment, AS_IN_THE_TEMPLATE, directory);
    }

    static PackagedFunction provider(
            FaultyNetwork network, Map<String, String> environment, Duration longestTimeout, Path directory)
            throws IOException {
        return function(network, CdkTemplates.PROVIDER, "JobExecutionHandler", environment, longestTimeout, directory);
    }

    /// The archive of the provider's function with this handler.
    static Path archive(String handler) throws IOException {
        return code(CdkTemplates.PROVIDER, handler).archive();
    }

    /// A change of what is in an archive.
    @FunctionalInterface
    interface Change {
        /// @param content the archive's root
        void apply(Path content) throws IOException;
    }

    /// The provider's function with this handler, of an archive that was changed.
    static PackagedFunction changed(
            Change change, String handler, FaultyNetwork network, Map<String, String> environment, Path directory)
            throws IOException {
        PackagedFunction.Code code = code(CdkTemplates.PROVIDER, handler);
        Path archive = Files.copy(code.archive(), directory.resolve("other.zip"));
        try (FileSystem content = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", "true"))) {
            change.apply(content.getPath("/"));
        }
        return PackagedFunction.on(
                network,
                new PackagedFunction.Code(code.properties(), archive),
                environment,
                AS_IN_THE_TEMPLATE,
                directory.resolve("code"),
                directory);
    }

    /// The consumer of a queue's, with queues of its own.
    static PackagedFunction consumer(FaultyNetwork network, Duration longestTimeout, Path directory)
            throws IOException {
        Map<String, String> environment = Map.of(
                "JOBSWEEP_QUEUE_URL", network.createQueue("cleanups"),
                "JOBSWEEP_DEAD_LETTER_QUEUE_URL", network.createQueue("dead-letters"),
                "JOBSWEEP_MAXIMUM_TRIES", "10",
                "JOBSWEEP_CALLS_PER_SECOND", "1000",
                "JOBSWEEP_CONSUMERS", "1");
        return function(network, CdkTemplates.QUEUE, "CleanupQueueHandler", environment, longestTimeout, directory);
    }

    /// CloudFormation's event for the deletion of an execution.
    ///
    /// @param url where the answer is to go
    static String deletion(String url) {
        return """
                {
                  "RequestType": "Delete",
                  "ResponseURL": "%s",
                  "StackId": "arn:aws:cloudformation:us-east-1:123456789012:stack/Fleet/1",
                  "RequestId": "7e0b5f3c-9a51-4a7b-8a39-0d4f3c1f8b1a",
                  "LogicalResourceId": "Rollout",
                  "ResourceType": "Custom::IoTJobExecution",
                  "PhysicalResourceId": "firmware-42/greenhouse-7",
                  "ResourceProperties": {"JobId": "firmware-42", "ThingName": "greenhouse-7"}
                }
                """.formatted(url);
    }

    private static PackagedFunction function(
            FaultyNetwork network,
            CdkTemplates template,
            String handler,
            Map<String, String> environment,
            Duration longestTimeout,
            Path directory)
            throws IOException {
        return PackagedFunction.on(
                network, code(template, handler), environment, longestTimeout, CdkTemplates.CODE_DIRECTORY, directory);
    }

    private static PackagedFunction.Code code(CdkTemplates template, String handler) throws IOException {
        return PackagedFunction.Code.of(
                new JsonMapper().readTree(template.text()), handler, CdkTemplates.assets(FaultyNetwork.account()));
    }
}
