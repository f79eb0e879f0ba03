package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.sqs.EventSourceMappings;

/// `AWS::Lambda::Function` from an archive. Runtime and architecture are this machine's.
record FunctionType(Names names, Assets assets, Functions functions, EventSourceMappings mappings)
        implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of(
            "Architectures",
            "Code",
            "Description",
            "Environment",
            "FunctionName",
            "Handler",
            "LoggingConfig",
            "MemorySize",
            "RecursiveLoop",
            "Role",
            "Runtime",
            "Tags",
            "Timeout");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        return names.make(read, "FunctionName", name -> {
            functions.put(configuration(name, read));
            allowLoops(name, read);
            return new PhysicalResource(name, Map.of("Arn", arn(name)));
        });
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("FunctionName")) {
            return create(address, change.newProperties(), cancellation);
        }
        var read = Properties.of(address, change.newProperties(), UNDERSTOOD);
        functions.put(configuration(change.current().id(), read));
        allowLoops(change.current().id(), read);
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        functions.delete(resource.id());
        names.giveBack(address, resource.id());
    }

    private void allowLoops(String name, Properties properties) {
        var allowed = properties.text("RecursiveLoop").orElse("Terminate").equals("Allow");
        mappings.allowLoops(arn(name), allowed);
    }

    private FunctionConfiguration configuration(String name, Properties properties) {
        var code = properties.node("Code");
        var configuration = FunctionConfiguration.builder(arn(name))
                .roleArn(properties.required("Role"))
                .handler(properties.required("Handler"))
                .archive(assets.locate(
                        code.path("S3Bucket").asText(), code.path("S3Key").asText()))
                .memoryMegabytes(properties.number("MemorySize", 128))
                .timeout(Duration.ofSeconds(properties.number("Timeout", 3)))
                .environment(environment(properties));
        properties
                .node("LoggingConfig")
                .optional("LogGroup")
                .map(JsonNode::asText)
                .ifPresent(configuration::logGroupName);
        return configuration.build();
    }

    private static Map<String, String> environment(Properties properties) {
        return properties
                .node("Environment")
                .path("Variables")
                .propertyStream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().asText()));
    }

    private String arn(String name) {
        return names.account().arn("lambda", "function:" + name);
    }
}
