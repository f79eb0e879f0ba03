package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.events.Schedules;

/// `AWS::Scheduler::Schedule` with a queue for a target, in the default group.
record ScheduleType(Names names, Schedules schedules) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of(
            "Description",
            "FlexibleTimeWindow",
            "Name",
            "ScheduleExpression",
            "ScheduleExpressionTimezone",
            "State",
            "Target");

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
        schedules.delete(resource.id());
        names.giveBack(address, resource.id());
    }

    private void put(String name, Properties properties) {
        var window = properties.node("FlexibleTimeWindow");
        Unplayed.require(
                window.size() == 1 && window.path("Mode").asText().equals("OFF"), properties, "FlexibleTimeWindow");
        var target = properties.node("Target");
        Unplayed.keys(properties, target, Set.of("Arn", "RoleArn", "Input", "DeadLetterConfig", "RetryPolicy"));
        Unplayed.require(
                target.path("Arn").asText().contains(":sqs:")
                        && target.path("RoleArn").isTextual()
                        && target.path("Input").isTextual(),
                properties,
                "Target");
        schedules.put(
                name,
                new Schedules.Schedule(
                        properties.required("ScheduleExpression"),
                        !properties.text("State").equals(Optional.of("DISABLED")),
                        target.path("RoleArn").asText(),
                        target.path("Arn").asText(),
                        target.path("Input").asText(),
                        target.path("DeadLetterConfig").optional("Arn").map(JsonNode::asText)));
    }

    private String arn(String name) {
        return names.account().arn("scheduler", "schedule/default/" + name);
    }
}
