package jobsweep.infra;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awscdk.services.kms.IAlias;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sqs.IQueue;

/// What a policy says of queues, and of the keys that they are encrypted with. A queue's own `grant…` methods would say
/// it in other policies, which a deletion may take before it is over.
final class QueueAccess {
    /// To encrypt, SQS also decrypts: a data key that it has already.
    static final List<String> USE_KEY_TO_SEND = List.of("kms:Decrypt", "kms:GenerateDataKey");

    private QueueAccess() {}

    /// Lets who has the policy put messages on the queues.
    static void allowSending(FunctionPolicy policy, IQueue... queues) {
        policy.allow(
                List.of("sqs:SendMessage"),
                Stream.of(queues).map(IQueue::getQueueArn).toList());
        allowKeys(policy, USE_KEY_TO_SEND, queues);
    }

    /// Lets who has the policy take messages from the queue.
    static void allowReceiving(FunctionPolicy policy, IQueue queue) {
        policy.allow(
                List.of(
                        "sqs:ChangeMessageVisibility",
                        "sqs:DeleteMessage",
                        "sqs:GetQueueAttributes",
                        "sqs:ReceiveMessage"),
                List.of(queue.getQueueArn()));
        allowKeys(policy, List.of("kms:Decrypt"), queue);
    }

    /// The ARN that a policy takes: to IAM, an alias is no key.
    ///
    /// @throws RuntimeException the CDK's, if it is an alias of which only the name is known
    static String keyArn(IKey key) {
        return (key instanceof IAlias alias ? alias.getAliasTargetKey() : key).getKeyArn();
    }

    private static void allowKeys(FunctionPolicy policy, List<String> actions, IQueue... queues) {
        Stream.of(queues)
                .flatMap(queue -> Optional.ofNullable(queue.getEncryptionMasterKey()).stream())
                .map(QueueAccess::keyArn)
                .forEach(key -> policy.allow(actions, List.of(key)));
    }
}
