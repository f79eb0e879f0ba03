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
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iotsql.IotSql;
import jobsweep.simulator.sqs.SqsService;

/// AWS IoT's topic rules: what a rule selects goes to its queues. What a queue does not take goes to the rule's error
/// action, and is lost, and recorded, where that fails too.
public final class TopicRules {
    private final QueueSender queues;
    private final Map<String, TopicRule> rules = new ConcurrentHashMap<>();

    private final Account account;

    public TopicRules(Account account, Iam iam, SqsService sqs) {
        this.account = account;
        this.queues = new QueueSender("iot.amazonaws.com", iam, sqs);
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
        return queues.lost();
    }

    /// Takes a message that was published.
    public void publish(String topic, JsonNode payload) {
        rules.forEach((name, rule) -> {
            if (rule.enabled()) {
                rule.sql()
                        .evaluate(topic, payload)
                        .ifPresent(document -> send(name, rule, document, failure(name, topic, payload)));
            }
        });
    }

    private void send(String name, TopicRule rule, ObjectNode document, ObjectNode failure) {
        String arn = account.arn("iot", "rule/" + name);
        rule.actions()
                .forEach(action -> queues.send(
                        action.target(arn),
                        document.toString(),
                        rule.errorAction().map(otherwise -> otherwise.target(arn)),
                        why -> failed(failure.deepCopy(), action, why)));
    }

    /// What AWS IoT gives to an error action.
    private static ObjectNode failure(String name, String topic, JsonNode payload) {
        byte[] original = payload.toString().getBytes(StandardCharsets.UTF_8);
        return JsonNodeFactory.instance
                .objectNode()
                .put("ruleName", name)
                .put("topic", topic)
                .put("clientId", "N/A")
                .put("base64OriginalPayload", Base64.getEncoder().encodeToString(original));
    }

    private static String failed(ObjectNode failure, QueueAction action, RuntimeException why) {
        failure.putArray("failures")
                .addObject()
                .put("failedAction", "SqsAction")
                .put("failedResource", action.queueUrl())
                .put("errorMessage", String.valueOf(why.getMessage()));
        return failure.toString();
    }

    /// A rule with its actions.
    public record TopicRule(IotSql sql, boolean enabled, List<QueueAction> actions, Optional<QueueAction> errorAction) {
        public TopicRule {
            actions = List.copyOf(actions);
        }
    }

    /// A queue, and the role in which AWS IoT sends to it.
    public record QueueAction(String queueUrl, String roleArn) {
        private QueueSender.Target target(String ruleArn) {
            return QueueSender.target(queueUrl, roleArn, ruleArn);
        }
    }
}
