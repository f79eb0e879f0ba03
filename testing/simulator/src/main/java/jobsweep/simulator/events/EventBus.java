package jobsweep.simulator.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// EventBridge's default bus: each rule that an event matches sends it on to its queues. What a target
/// does not take goes to its dead-letter queue as it was; what that does not take either is lost, and
/// recorded.
public final class EventBus {
    private final QueuePost queues;
    private final Map<String, Rule> rules = new ConcurrentHashMap<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    EventBus(QueuePost queues) {
        this.queues = queues;
    }

    /// Adds the rule, or puts it in the place of the one with its ARN.
    public void put(Rule rule) {
        rules.put(rule.arn(), rule);
    }

    public void delete(String ruleArn) {
        rules.remove(ruleArn);
    }

    /// Sends the event to the targets of all rules that it matches.
    public void send(ObjectNode event) {
        rules.values().stream()
                .filter(rule -> rule.enabled() && rule.pattern().matches(event))
                .forEach(rule -> rule.targets().forEach(target -> deliver(rule, target, event)));
    }

    /// Why events were lost, in their order.
    public List<String> lost() {
        return List.copyOf(lost);
    }

    private void deliver(Rule rule, Target target, ObjectNode event) {
        try {
            queues.sendForRule(rule.arn(), new QueuePost.Letter(target.queueArn(), target.body(event)));
        } catch (RuntimeException e) {
            bury(rule, target, event, e);
        }
    }

    private void bury(Rule rule, Target target, ObjectNode event, RuntimeException why) {
        if (target.deadLetterQueueArn().isEmpty()) {
            lost.add(String.valueOf(why.getMessage()));
            return;
        }
        try {
            queues.sendForRule(
                    rule.arn(), new QueuePost.Letter(target.deadLetterQueueArn().get(), event.toString()));
        } catch (RuntimeException e) {
            lost.add(why.getMessage() + "; " + e.getMessage());
        }
    }

    /// A rule with its queues.
    public record Rule(String arn, boolean enabled, EventPattern pattern, List<Target> targets) {
        public Rule {
            targets = List.copyOf(targets);
        }
    }

    /// A queue that gets events, whole or transformed.
    public record Target(String queueArn, Optional<InputTransformer> transformer, Optional<String> deadLetterQueueArn) {
        String body(JsonNode event) {
            return transformer.map(made -> made.transform(event)).orElseGet(event::toString);
        }
    }
}
