package jobsweep.simulator.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import jobsweep.simulator.iotsql.IotSql;

/// AWS IoT's topic rules: what a rule selects goes to its queues. What a queue does not take goes to the rule's error
/// action, and is lost, and recorded, where that fails too.
public final class TopicRules {
    private static final String SERVICE = "iot.amazonaws.com";

    private final QueuePost queues;
    private final Map<String, TopicRule> rules = new ConcurrentHashMap<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    TopicRules(QueuePost queues) {
        this.queues = queues;
    }

    /// Adds the rule, or changes the one of this name.
    public void put(String name, TopicRule rule) {
        rules.put(name, rule);
    }

    public void delete(String name) {
        rules.remove(name);
    }

    /// Why documents were lost, in their order.
    public List<String> lost() {
        return List.copyOf(lost);
    }

    /// Takes a message that was published.
    public void publish(String topic, JsonNode payload) {
        rules.forEach((name, rule) -> {
            if (rule.enabled()) {
                rule.sql()
                        .evaluate(topic, payload)
                        .ifPresent(document ->
                                rule.actions().forEach(action -> run(name, rule, action, document, topic, payload)));
            }
        });
    }

    private void run(
            String name, TopicRule rule, QueueAction action, ObjectNode document, String topic, JsonNode payload) {
        try {
            send(action, document);
        } catch (RuntimeException e) {
            fail(rule, failure(name, action, topic, payload, e), e);
        }
    }

    private void fail(TopicRule rule, ObjectNode failure, RuntimeException why) {
        if (rule.errorAction().isEmpty()) {
            lost.add(String.valueOf(why.getMessage()));
            return;
        }
        try {
            send(rule.errorAction().get(), failure);
        } catch (RuntimeException e) {
            lost.add(why.getMessage() + "; " + e.getMessage());
        }
    }

    private void send(QueueAction action, ObjectNode document) {
        String queueArn = queues.arnOfUrl(action.queueUrl());
        queues.sendInRole(action.roleArn(), SERVICE, new QueuePost.Letter(queueArn, document.toString()));
    }

    /// What AWS IoT gives to an error action.
    private static ObjectNode failure(
            String name, QueueAction action, String topic, JsonNode payload, RuntimeException why) {
        byte[] original = payload.toString().getBytes(StandardCharsets.UTF_8);
        ObjectNode document = JsonNodeFactory.instance
                .objectNode()
                .put("ruleName", name)
                .put("topic", topic)
                .put("clientId", "N/A")
                .put("base64OriginalPayload", Base64.getEncoder().encodeToString(original));
        document.putArray("failures")
                .addObject()
                .put("failedAction", "SqsAction")
                .put("failedResource", action.queueUrl())
                .put("errorMessage", String.valueOf(why.getMessage()));
        return document;
    }

    /// A rule with its actions.
    public record TopicRule(IotSql sql, boolean enabled, List<QueueAction> actions, Optional<QueueAction> errorAction) {
        public TopicRule {
            actions = List.copyOf(actions);
        }
    }

    /// A queue, and the role in which AWS IoT sends to it.
    public record QueueAction(String queueUrl, String roleArn) {}
}
