package jobsweep.infra;

import java.util.Optional;
import jobsweep.contract.RequestKind;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.sqs.IQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueAttributes;
import software.constructs.Construct;

/// A queue of which only what its own app says of it is known.
final class ImportedQueue extends Construct implements IJobExecutionCleanupQueue {
    private final JobExecutionCleanupQueueAttributes attributes;
    private final IQueue queue;
    private final Optional<IFunction> consumer;

    ImportedQueue(Construct scope, String id, JobExecutionCleanupQueueAttributes attributes) {
        super(scope, id);
        this.attributes = attributes;
        QueueAttributes.Builder known = QueueAttributes.builder().queueArn(attributes.queueArn);
        attributes.queueUrl.ifPresent(known::queueUrl);
        attributes.keyArn.ifPresent(known::keyArn);
        this.queue = Queue.fromQueueAttributes(this, "Queue", known.build());
        this.consumer = attributes.consumerName.map(name -> Function.fromFunctionName(this, "Consumer", name));
    }

    @Override
    public IQueue getQueue() {
        return queue;
    }

    @Override
    public IFunction getConsumer() {
        return consumer.orElseThrow(() -> new IllegalStateException(
                "consumerName must be given to fromAttributes for %s, whose consumer is asked for"
                        .formatted(getNode().getPath())));
    }

    @Override
    public boolean allowsDeferred(RequestKind kind) {
        return attributes.deferred.contains(kind);
    }

    @Override
    public void requireCovered(JobExecutionCleanup cleanup) {
        attributes.targets.ifPresent(known -> known.requireCovered(cleanup));
    }
}
