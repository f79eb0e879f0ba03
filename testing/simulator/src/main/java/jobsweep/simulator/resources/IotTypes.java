package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.events.TopicRules;
import jobsweep.simulator.iotsql.IotSql;

/// Things, whose attributes are not kept, and topic rules with queues for actions.
record IotTypes(Account account, Supplier<DeclaredType.Builder> type, AwsServices services) {
    Map<String, ResourceType> all() {
        return Map.of(
                "AWS::IoT::Thing",
                type.get()
                        .properties("ThingName", "AttributePayload")
                        .named("ThingName")
                        // Things are also made, and deleted, beside all stacks.
                        .exists(services.iot()::hasThing)
                        .attribute("Arn", name -> account.arn("iot", "thing/" + name))
                        .put((name, properties) -> services.iot().createThing(name))
                        .delete((name, properties) -> services.iot().deleteThing(name))
                        .build(),
                "AWS::IoT::TopicRule",
                type.get()
                        .properties("RuleName", "Tags", "TopicRulePayload")
                        .named("RuleName")
                        .attribute("Arn", name -> account.arn("iot", "rule/" + name))
                        .put((name, properties) -> services.topicRules().put(name, topicRule(properties)))
                        .delete((name, properties) -> services.topicRules().delete(name))
                        .build());
    }

    private static TopicRules.TopicRule topicRule(Properties properties) {
        JsonNode payload = properties.node("TopicRulePayload");
        properties.requireMembers(
                payload, Set.of("Actions", "AwsIotSqlVersion", "Description", "ErrorAction", "RuleDisabled", "Sql"));
        properties.require(payload.path("AwsIotSqlVersion").asText().equals("2016-03-23"), "AwsIotSqlVersion");
        return new TopicRules.TopicRule(
                IotSql.parse(payload.path("Sql").asText()),
                !payload.path("RuleDisabled").asBoolean(),
                payload.path("Actions")
                        .valueStream()
                        .map(action -> action(properties, action))
                        .toList(),
                payload.optional("ErrorAction").map(action -> action(properties, action)));
    }

    private static TopicRules.QueueAction action(Properties properties, JsonNode action) {
        properties.requireMembers(action, Set.of("Sqs"));
        JsonNode sqs = action.path("Sqs");
        properties.requireMembers(sqs, Set.of("QueueUrl", "RoleArn", "UseBase64"));
        properties.require(!sqs.path("UseBase64").asBoolean(), "UseBase64");
        properties.require(
                sqs.path("QueueUrl").isTextual() && sqs.path("RoleArn").isTextual(), "an incomplete Sqs");
        return new TopicRules.QueueAction(
                sqs.path("QueueUrl").asText(), sqs.path("RoleArn").asText());
    }
}
