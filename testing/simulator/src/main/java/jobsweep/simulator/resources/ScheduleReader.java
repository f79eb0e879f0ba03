package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.events.Schedules;

/// Schedules with a queue for a target, in the default group.
record ScheduleReader(Account account) {
    ResourceType type(DeclaredType.Builder type, Schedules schedules) {
        return type.properties(
                        "Description",
                        "FlexibleTimeWindow",
                        "Name",
                        "ScheduleExpression",
                        "ScheduleExpressionTimezone",
                        "State",
                        "Target")
                .named("Name")
                .attribute("Arn", name -> account.arn("scheduler", "schedule/default/" + name))
                .put((name, properties) -> schedules.put(name, read(properties)))
                .delete((name, properties) -> schedules.delete(name))
                .build();
    }

    private static Schedules.Schedule read(Properties properties) {
        JsonNode window = properties.node("FlexibleTimeWindow");
        properties.require(window.size() == 1 && window.path("Mode").asText().equals("OFF"), "FlexibleTimeWindow");
        JsonNode target = properties.node("Target");
        properties.requireMembers(target, Set.of("Arn", "RoleArn", "Input", "DeadLetterConfig", "RetryPolicy"));
        properties.require(
                target.path("Arn").asText().contains(":sqs:")
                        && target.path("RoleArn").isTextual()
                        && target.path("Input").isTextual(),
                "Target");
        return new Schedules.Schedule(
                properties.required("ScheduleExpression"),
                !properties.text("State").equals(Optional.of("DISABLED")),
                target.path("RoleArn").asText(),
                target.path("Arn").asText(),
                target.path("Input").asText(),
                target.path("DeadLetterConfig").optional("Arn").map(JsonNode::asText));
    }
}
