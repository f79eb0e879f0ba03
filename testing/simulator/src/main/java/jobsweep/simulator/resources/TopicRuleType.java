package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.events.TopicRules;
import jobsweep.simulator.iotsql.IotSql;

/// `AWS::IoT::TopicRule` with queues for actions.
record TopicRuleType(Names names, TopicRules rules) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of("RuleName", "Tags", "TopicRulePayload");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        return names.make(read, "RuleName", name -> {
            put(name, read);
            return new PhysicalResource(name, Map.of("Arn", arn(name)));
        });
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("RuleName")) {
            return create(address, change.newProperties(), cancellation);
        }
        put(change.current().id(), Properties.of(address, change.newProperties(), UNDERSTOOD));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        rules.delete(resource.id());
        names.giveBack(address, resource.id());
    }

    private void put(String name, Properties properties) {
        var payload = properties.node("TopicRulePayload");
        Unplayed.keys(
                properties,
                payload,
                Set.of("Actions", "AwsIotSqlVersion", "Description", "ErrorAction", "RuleDisabled", "Sql"));
        Unplayed.require(
                payload.path("AwsIotSqlVersion").asText().equals("2016-03-23"), properties, "AwsIotSqlVersion");
        rules.put(
                name,
                new TopicRules.TopicRule(
                        IotSql.parse(payload.path("Sql").asText()),
                        !payload.path("RuleDisabled").asBoolean(),
                        payload.path("Actions")
                                .valueStream()
                                .map(action -> action(properties, action))
                                .toList(),
                        payload.optional("ErrorAction").map(action -> action(properties, action))));
    }

    private static TopicRules.QueueAction action(Properties properties, JsonNode action) {
        Unplayed.keys(properties, action, Set.of("Sqs"));
        var sqs = action.path("Sqs");
        Unplayed.keys(properties, sqs, Set.of("QueueUrl", "RoleArn", "UseBase64"));
        Unplayed.require(!sqs.path("UseBase64").asBoolean(), properties, "UseBase64");
        Unplayed.require(
                sqs.path("QueueUrl").isTextual() && sqs.path("RoleArn").isTextual(), properties, "an incomplete Sqs");
        return new TopicRules.QueueAction(
                sqs.path("QueueUrl").asText(), sqs.path("RoleArn").asText());
    }

    private String arn(String name) {
        return names.account().arn("iot", "rule/" + name);
    }
}
