package jobsweep.simulator.events;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.sqs.MessageSender;

/// The way of AWS's services to queues: only what a role or the queue's own policy allows goes out.
///
/// @param urlOfArn the URL of the queue with an ARN
/// @param policies the queues' policies, by ARN
public record QueuePost(
        Account account,
        Iam iam,
        MessageSender sender,
        UnaryOperator<String> urlOfArn,
        Map<String, QueuePolicy> policies) {
    private static final String SEND = "sqs:SendMessage";

    public QueuePost(Account account, Iam iam, MessageSender sender, UnaryOperator<String> urlOfArn) {
        this(account, iam, sender, urlOfArn, new ConcurrentHashMap<>());
    }

    /// The ARN of the queue with this URL, whose last part is the queue's name.
    public String arnOfUrl(String url) {
        return account.arn("sqs", url.substring(url.lastIndexOf('/') + 1));
    }

    /// Sends as the service does in the role.
    ///
    /// @param service such as `iot.amazonaws.com`
    /// @throws RefusedException if the role does not trust the service, or may not send to the queue
    void sendInRole(String roleArn, String service, Letter letter) {
        if (!iam.trusts(roleArn, service)) {
            throw new RefusedException(service + " is not allowed to assume role " + roleArn);
        }
        Decision decision = iam.authorize(iam.accessKeyFor(roleArn), SEND, List.of(letter.queueArn()));
        if (decision instanceof Decision.Denied denied) {
            throw new RefusedException(denied.message());
        }
        send(letter);
    }

    /// Sends as EventBridge does for a rule.
    ///
    /// @throws RefusedException if the queue's policy does not allow it
    void sendForRule(String ruleArn, Letter letter) {
        QueuePolicy policy = policies.get(letter.queueArn());
        if (policy == null || !policy.allows(ruleArn, letter.queueArn())) {
            throw new RefusedException("The policy of queue %s does not allow events.amazonaws.com to send for rule %s"
                    .formatted(letter.queueArn(), ruleArn));
        }
        send(letter);
    }

    private void send(Letter letter) {
        sender.send(urlOfArn.apply(letter.queueArn()), letter.body());
    }

    /// A message on its way to a queue.
    record Letter(String queueArn, String body) {}
}
