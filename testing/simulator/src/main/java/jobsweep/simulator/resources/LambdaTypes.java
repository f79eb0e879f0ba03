package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.lambda.EventSettings;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.sqs.EventSource;
import jobsweep.simulator.sqs.StandardQueue;

/// Functions from archives, whose runtime, architecture and network are this machine's, and whose keys, signatures,
/// traces and shares of the concurrency make no difference here; what becomes of the latest version's
/// events, of whose failures a function can be told; and queues as event sources.
final class LambdaTypes {
    /// As many batches at once as Lambda begins with where nothing is said.
    private static final int INITIAL_CONCURRENCY = 5;

    private static final Pattern FUNCTION = Pattern.compile("arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:[^:]+");

    private final Account account;
    private final Identifiers identifiers;
    private final Assets assets;
    private final AwsServices services;
    private final FunctionSettings functions;

    LambdaTypes(Account account, Identifiers identifiers, Assets assets, AwsServices services) {
        this.account = account;
        this.identifiers = identifiers;
        this.assets = assets;
        this.services = services;
        this.functions = new FunctionSettings(services.lambda(), services.iam());
    }

    Map<String, ResourceType> all() {
        return Map.of(
                "AWS::Lambda::EventInvokeConfig", eventInvokeConfig(),
                "AWS::Lambda::EventSourceMapping", eventSourceMapping(),
                "AWS::Lambda::Function", function());
    }

    private ResourceType function() {
        return DeclaredType.builder(identifiers)
                .properties(
                        "Architectures",
                        "Code",
                        "CodeSigningConfigArn",
                        "Description",
                        "Environment",
                        "FunctionName",
                        "Handler",
                        "KmsKeyArn",
                        "LoggingConfig",
                        "MemorySize",
                        "RecursiveLoop",
                        "ReservedConcurrentExecutions",
                        "Role",
                        "Runtime",
                        "Tags",
                        "Timeout",
                        "TracingConfig",
                        "VpcConfig")
                .named("FunctionName")
                .attribute("Arn", this::arn)
                .put((name, properties) -> {
                    requireInterfaces(properties);
                    functions.put(configuration(name, properties));
                    services.mappings()
                            .allowLoops(
                                    arn(name), properties.text("RecursiveLoop").equals(Optional.of("Allow")));
                })
                .delete((name, properties) -> functions.delete(name))
                .build();
    }

    /// Lambda connects no function to a VPC whose role may not do it: the interfaces are made in that role.
    private void requireInterfaces(Properties properties) {
        if (!properties.node("VpcConfig").path("SubnetIds").isEmpty()) {
            functions.requireAllowed(properties.required("Role"), "ec2:CreateNetworkInterface", "*", "EC2");
        }
    }

    private FunctionConfiguration configuration(String name, Properties properties) {
        JsonNode code = properties.node("Code");
        var configuration = FunctionConfiguration.builder(arn(name))
                .roleArn(properties.required("Role"))
                .runtime(properties.required("Runtime"))
                .handler(properties.required("Handler"))
                .archive(assets.locate(
                        code.path("S3Bucket").asText(), code.path("S3Key").asText()))
                .memoryMegabytes(properties.number("MemorySize", 128))
                .timeout(Duration.ofSeconds(properties.number("Timeout", 3)))
                .environment(properties
                        .node("Environment")
                        .path("Variables")
                        .propertyStream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                variable -> variable.getValue().asText())));
        properties
                .node("LoggingConfig")
                .optional("LogGroup")
                .map(JsonNode::asText)
                .ifPresent(configuration::logGroupName);
        return configuration.build();
    }

    private ResourceType eventInvokeConfig() {
        return DeclaredType.builder(identifiers)
                .properties(
                        "DestinationConfig",
                        "FunctionName",
                        "MaximumEventAgeInSeconds",
                        "MaximumRetryAttempts",
                        "Qualifier")
                .replacedBy("FunctionName")
                .put((name, properties) ->
                        functions.put(properties.required("FunctionName"), eventSettings(properties)))
                .delete((name, properties) -> functions.forgetSettings(properties.required("FunctionName")))
                .build();
    }

    private static EventSettings eventSettings(Properties properties) {
        if (!properties.required("Qualifier").equals("$LATEST")) {
            throw new ResourceFailedException("The simulator plays Qualifier $LATEST only");
        }
        EventSettings otherwise = EventSettings.DEFAULT;
        int defaultAge = (int) otherwise.maximumEventAge().toSeconds();
        return new EventSettings(
                properties.number("MaximumRetryAttempts", otherwise.maximumRetryAttempts()),
                Duration.ofSeconds(properties.number("MaximumEventAgeInSeconds", defaultAge)),
                onFailure(properties.node("DestinationConfig")));
    }

    private static Optional<String> onFailure(JsonNode destinations) {
        if (destinations.isMissingNode()) {
            return Optional.empty();
        }
        String destination = destinations.path("OnFailure").path("Destination").asText();
        if (destinations.size() != 1 || !FUNCTION.matcher(destination).matches()) {
            throw new ResourceFailedException("The simulator plays functions as OnFailure destinations only");
        }
        return Optional.of(destination);
    }

    private ResourceType eventSourceMapping() {
        return DeclaredType.builder(identifiers)
                .properties(
                        "BatchSize",
                        "EventSourceArn",
                        "FunctionName",
                        "FunctionResponseTypes",
                        "MaximumBatchingWindowInSeconds",
                        "ScalingConfig",
                        "Tags")
                .named(properties -> identifiers.uuid())
                .replacedBy("EventSourceArn")
                .attribute("Id", id -> id)
                .put((id, properties) -> services.mappings().put(id, eventSource(properties)))
                .delete((id, properties) -> services.mappings().delete(id))
                .build();
    }

    private EventSource eventSource(Properties properties) {
        if (properties.number("MaximumBatchingWindowInSeconds", 0) != 0) {
            throw new ResourceFailedException("The simulator plays MaximumBatchingWindowInSeconds 0 only");
        }
        String function = properties.required("FunctionName");
        return new EventSource(
                StandardQueue.nameInArn(properties.required("EventSourceArn")),
                function.startsWith("arn:") ? function : arn(function),
                properties.number("BatchSize", 10),
                properties.node("FunctionResponseTypes").path(0).asText().equals("ReportBatchItemFailures"),
                properties.node("ScalingConfig").path("MaximumConcurrency").asInt(INITIAL_CONCURRENCY));
    }

    private String arn(String functionName) {
        return account.arn("lambda", "function:" + functionName);
    }
}
