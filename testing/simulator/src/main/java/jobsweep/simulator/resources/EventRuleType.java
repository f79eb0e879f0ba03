package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.events.EventBus;
import jobsweep.simulator.events.EventPattern;
import jobsweep.simulator.events.InputTransformer;

/// `AWS::Events::Rule` on the default bus, whose targets are queues.
record EventRuleType(Names names, EventBus bus) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("Description", "EventPattern", "Name", "State", "Targets");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        return names.make(read, "Name", name -> {
            put(name, read);
            return new PhysicalResource(name, Map.of("Arn", arn(name)));
        });
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("Name")) {
            return create(address, change.newProperties(), cancellation);
        }
        put(change.current().id(), Properties.of(address, change.newProperties(), UNDERSTOOD));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        bus.delete(arn(resource.id()));
        names.giveBack(address, resource.id());
    }

    private void put(String name, Properties properties) {
        bus.put(new EventBus.Rule(
                arn(name),
                !properties.text("State").equals(Optional.of("DISABLED")),
                EventPattern.parse(properties.node("EventPattern")),
                properties
                        .node("Targets")
                        .valueStream()
                        .map(target -> target(properties, target))
                        .toList()));
    }

    private static EventBus.Target target(Properties properties, JsonNode target) {
        Unplayed.keys(properties, target, Set.of("Arn", "Id", "InputTransformer", "DeadLetterConfig", "RetryPolicy"));
        Unplayed.require(target.path("Arn").asText().contains(":sqs:"), properties, "Targets");
        return new EventBus.Target(
                target.path("Arn").asText(),
                target.optional("InputTransformer").map(EventRuleType::transformer),
                target.path("DeadLetterConfig").optional("Arn").map(JsonNode::asText));
    }

    private static InputTransformer transformer(JsonNode node) {
        Map<String, String> paths = new HashMap<>();
        node.path("InputPathsMap")
                .properties()
                .forEach(path -> paths.put(path.getKey(), path.getValue().asText()));
        return new InputTransformer(paths, node.path("InputTemplate").asText());
    }

    private String arn(String name) {
        return names.account().arn("events", "rule/" + name);
    }
}
