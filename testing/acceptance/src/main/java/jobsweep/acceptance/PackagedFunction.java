package jobsweep.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.JvmEnvironment;
import jobsweep.simulator.lambda.Lambda;

/// One packaged function without CloudFormation, to be given any event. Its role may do everything.
public final class PackagedFunction implements AutoCloseable {
    private static final Account ACCOUNT = FaultyNetwork.account();
    private static final String ARN = ACCOUNT.arn("lambda", "function:jobsweep");

    private final Lambda lambda;

    private PackagedFunction(Lambda lambda) {
        this.lambda = lambda;
    }

    /// Where a function comes from.
    ///
    /// @param properties of the function in its template
    /// @param archive its code
    public record Code(JsonNode properties, Path archive) {
        /// The one function of a template whose handler has this name.
        public static Code of(JsonNode template, String handler, Assets assets) {
            JsonNode properties = template.path("Resources")
                    .valueStream()
                    .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
                    .map(function -> function.path("Properties"))
                    .filter(function -> function.path("Handler").asText().endsWith("." + handler))
                    .findFirst()
                    .orElseThrow();
            String bucket = "cdk-hnb659fds-assets-" + ACCOUNT.id() + "-" + ACCOUNT.region();
            String key = properties.path("Code").path("S3Key").asText();
            return new Code(properties, assets.locate(bucket, key));
        }
    }

    /// Makes the function ready for its first event, with its template's handler, memory and time-out.
    ///
    /// @param environment variables beside those that the network needs, or in their place
    /// @param longestTimeout a function's time-out is at most this here
    /// @param codeDirectory where its code is unpacked; may outlive the function
    /// @param directory for other files; whoever made it deletes it
    public static PackagedFunction on(
            FaultyNetwork network,
            Code code,
            Map<String, String> environment,
            Duration longestTimeout,
            Path codeDirectory,
            Path directory)
            throws IOException {
        Lambda lambda = network.lambda(environment, codeDirectory, directory)
                .longestTimeout(longestTimeout)
                .build();
        lambda.put(FunctionConfiguration.builder(ARN)
                .roleArn(FaultyNetwork.role())
                .runtime(code.properties().path("Runtime").asText())
                .handler(code.properties().path("Handler").asText())
                .archive(code.archive())
                .memoryMegabytes(code.properties().path("MemorySize").asInt())
                .timeout(Duration.ofSeconds(code.properties().path("Timeout").asInt()))
                .build());
        return new PackagedFunction(lambda);
    }

    /// Runs the function on the event, any JSON, and waits until it is done.
    public AttemptResult invoke(String event) {
        return lambda.invokeAndWait(ARN, JsonNodeFactory.instance.rawValueNode(new RawValue(event)));
    }

    public List<String> log() {
        return lambda.logs(ARN);
    }

    /// Every environment that it had so far; one where no process has ended.
    public List<JvmEnvironment> environments() {
        return lambda.environments(ARN).stream().map(JvmEnvironment.class::cast).toList();
    }

    @Override
    public void close() {
        lambda.close();
    }
}
