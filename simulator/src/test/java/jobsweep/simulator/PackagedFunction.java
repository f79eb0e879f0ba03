package jobsweep.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.Relay;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotServer;
import jobsweep.simulator.iot.IotSettings;
import jobsweep.simulator.lambda.EventSettings;
import jobsweep.simulator.lambda.ExecutionEnvironment;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Invocation;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.LambdaSettings;

/// The packaged function without CloudFormation, to be given any event in any environment. Its role may do everything.
final class PackagedFunction implements AutoCloseable {
    private static final Account ACCOUNT = Account.example();
    private static final String ARN = ACCOUNT.arn("lambda", "function:jobsweep");
    private static final String ROLE = ACCOUNT.roleArn("jobsweep");
    private static final JsonMapper JSON = new JsonMapper();

    private final IotJobs jobs = new IotJobs(InstantSource.system());
    private final IotServer iot;
    private final Relay network;
    private final Lambda lambda;

    /// @param environment variables of the function, in place of those that the simulator gives it
    PackagedFunction(Path workingDirectory, Map<String, String> environment) throws IOException {
        Iam iam = new Iam();
        iam.putRole(ROLE, JSON.readTree("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                       "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        iam.putRolePolicy(ROLE, "everything", JSON.readTree("""
                        {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        iot = IotServer.start(
                IotSettings.of(ACCOUNT.partition(), ACCOUNT.region(), ACCOUNT.id())
                        .withCallsPerSecond(1_000_000),
                jobs,
                iam);
        network = Relay.to(iot.endpoint());
        Map<String, String> variables =
                new HashMap<>(Map.of("AWS_ENDPOINT_URL_IOT", network.endpoint().toString()));
        variables.putAll(environment);
        lambda = new Lambda(LambdaSettings.of(iam, workingDirectory)
                .withEnvironment(variables)
                .withCodeDirectory(CdkTemplates.CODE_DIRECTORY));
        lambda.put(configuration());
    }

    /// Runs the function on the event, any JSON, and waits until it is done.
    Invocation invoke(String event) {
        return lambda.invokeAndWait(ARN, JsonNodeFactory.instance.rawValueNode(new RawValue(event)));
    }

    List<String> log() {
        return lambda.logs(ARN);
    }

    /// The way to AWS IoT.
    Relay network() {
        return network;
    }

    IotJobs jobs() {
        return jobs;
    }

    List<Call> calls() {
        return iot.calls();
    }

    List<ExecutionEnvironment> environments() {
        return lambda.environments(ARN);
    }

    @Override
    public void close() {
        lambda.close();
        network.close();
        iot.close();
    }

    /// The function as the provider's template has it.
    private static FunctionConfiguration configuration() throws IOException {
        JsonNode properties = propertiesInTemplate();
        String bucket = "cdk-hnb659fds-assets-" + ACCOUNT.id() + "-" + ACCOUNT.region();
        return new FunctionConfiguration(
                "jobsweep",
                ARN,
                ROLE,
                properties.path("Handler").asText(),
                CdkTemplates.assets(ACCOUNT)
                        .locate(bucket, properties.path("Code").path("S3Key").asText()),
                properties.path("MemorySize").asInt(),
                Duration.ofSeconds(properties.path("Timeout").asInt()),
                Map.of(),
                "/aws/lambda/jobsweep",
                EventSettings.DEFAULT);
    }

    private static JsonNode propertiesInTemplate() throws JsonProcessingException {
        return JSON.readTree(CdkTemplates.PROVIDER.text())
                .path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals("AWS::Lambda::Function"))
                .map(function -> function.path("Properties"))
                .filter(properties -> properties.path("Handler").asText().endsWith(".JobExecutionHandler"))
                .findFirst()
                .orElseThrow();
    }
}
