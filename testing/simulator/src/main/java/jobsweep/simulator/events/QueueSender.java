package jobsweep.simulator.events;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.sqs.StandardQueue;

/// The way of a service of AWS to queues: only what a role allows goes out. What a queue does not take goes to another
/// one, and is lost, and recorded, where there is none or it does not take it either.
final class QueueSender {
    private final String service;
    private final Iam iam;
    private final SqsService sqs;
    private final List<String> lost = new CopyOnWriteArrayList<>();

    /// @param service such as `iot.amazonaws.com`
    QueueSender(String service, Iam iam, SqsService sqs) {
        this.service = service;
        this.iam = iam;
        this.sqs = sqs;
    }

    /// A queue, and the role in which the service sends to it, for what it acts.
    record Target(String queueName, String roleArn, String sourceArn) {}

    /// @param failure what goes to the other queue, in view of what was wrong
    void send(Target target, String body, Optional<Target> otherwise, Function<RuntimeException, String> failure) {
        try {
            send(target, body);
        } catch (RuntimeException e) {
            otherwise.ifPresentOrElse(
                    other -> sendFailure(other, failure.apply(e), e), () -> lost.add(String.valueOf(e.getMessage())));
        }
    }

    /// Why messages were lost, in their order.
    List<String> lost() {
        return List.copyOf(lost);
    }

    private void sendFailure(Target target, String body, RuntimeException why) {
        try {
            send(target, body);
        } catch (RuntimeException e) {
            lost.add(why.getMessage() + "; " + e.getMessage());
        }
    }

    private void send(Target target, String body) {
        if (!iam.trusts(target.roleArn(), service, target.sourceArn())) {
            throw new IllegalStateException(service + " is not allowed to assume role " + target.roleArn());
        }
        List<String> queueArn = List.of(sqs.arn(target.queueName()));
        Decision decision = iam.authorize(iam.accessKeyFor(target.roleArn()), "sqs:SendMessage", queueArn);
        if (decision instanceof Decision.Denied denied) {
            throw new IllegalStateException(denied.message());
        }
        sqs.send(sqs.url(target.queueName()), body);
    }

    /// What a queue's ARN or URL ends with.
    static Target target(String queue, String roleArn, String sourceArn) {
        return new Target(
                queue.startsWith("arn:") ? StandardQueue.nameInArn(queue) : StandardQueue.nameInUrl(queue),
                roleArn,
                sourceArn);
    }
}
