package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.sqs.Queue;
import jobsweep.simulator.sqs.SqsService;

/// `AWS::SQS::Queue`, a standard one. Encryption and who may redrive to it make no difference here.
record QueueType(Names names, SqsService sqs) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of(
            "MessageRetentionPeriod",
            "QueueName",
            "RedriveAllowPolicy",
            "RedrivePolicy",
            "SqsManagedSseEnabled",
            "Tags",
            "VisibilityTimeout");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn") || attribute.equals("QueueName");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        return names.make(read, "QueueName", name -> {
            sqs.put(queue(name, read));
            return new PhysicalResource(sqs.url(name), Map.of("Arn", sqs.arn(name), "QueueName", name));
        });
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("QueueName")) {
            return create(address, change.newProperties(), cancellation);
        }
        var read = Properties.of(address, change.newProperties(), UNDERSTOOD);
        sqs.put(queue(Queue.nameInUrl(change.current().id()), read));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        var name = Queue.nameInUrl(resource.id());
        sqs.delete(name);
        names.giveBack(address, name);
    }

    private Queue queue(String name, Properties properties) {
        return new Queue(
                name,
                sqs.arn(name),
                Duration.ofSeconds(properties.number("VisibilityTimeout", 30)),
                Duration.ofSeconds(properties.number("MessageRetentionPeriod", 345_600)),
                redrive(properties.node("RedrivePolicy")));
    }

    private static Optional<Queue.Redrive> redrive(JsonNode policy) {
        if (policy.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(new Queue.Redrive(
                policy.path("deadLetterTargetArn").asText(),
                policy.path("maxReceiveCount").asInt()));
    }
}
