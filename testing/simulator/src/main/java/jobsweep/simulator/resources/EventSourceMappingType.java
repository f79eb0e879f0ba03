package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.sqs.EventSource;
import jobsweep.simulator.sqs.EventSourceMappings;
import jobsweep.simulator.sqs.Queue;

/// `AWS::Lambda::EventSourceMapping` of a queue.
record EventSourceMappingType(Names names, EventSourceMappings mappings) implements ResourceType {
    /// As many batches at once as Lambda begins with where nothing is said.
    private static final int INITIAL_CONCURRENCY = 5;

    private static final Set<String> UNDERSTOOD = Set.of(
            "BatchSize",
            "EventSourceArn",
            "FunctionName",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds",
            "ScalingConfig",
            "Tags");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Id");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var id = names.identifiers().uuid();
        mappings.put(id, source(Properties.of(address, properties, UNDERSTOOD)));
        return new PhysicalResource(id, Map.of("Id", id));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("EventSourceArn")) {
            return create(address, change.newProperties(), cancellation);
        }
        mappings.put(change.current().id(), source(Properties.of(address, change.newProperties(), UNDERSTOOD)));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        mappings.delete(resource.id());
    }

    private EventSource source(Properties properties) {
        if (properties.number("MaximumBatchingWindowInSeconds", 0) != 0) {
            throw new ResourceFailedException("The simulator plays MaximumBatchingWindowInSeconds 0 only");
        }
        var function = properties.required("FunctionName");
        return new EventSource(
                Queue.nameInArn(properties.required("EventSourceArn")),
                function.startsWith("arn:") ? function : names.account().arn("lambda", "function:" + function),
                properties.number("BatchSize", 10),
                properties.node("FunctionResponseTypes").path(0).asText().equals("ReportBatchItemFailures"),
                properties.node("ScalingConfig").path("MaximumConcurrency").asInt(INITIAL_CONCURRENCY));
    }
}
