package jobsweep.infra;

import java.util.List;
import jobsweep.contract.RequestKind;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.interfaces.ResourceEnvironment;
import software.constructs.Construct;

/// The queue of another stack to which a provider's function leaves the deletions that it can't carry out yet.
record DeferQueue(IJobExecutionCleanupQueue queue) {

    /// @param provider the stack of the function
    /// @throws IllegalArgumentException if the queue goes together with the provider, or is of another Region or
    ///     account
    static DeferQueue besides(Stack provider, IJobExecutionCleanupQueue queue) {
        // One of another app is only named in the provider's stack.
        if (queue instanceof JobExecutionCleanupQueue && whole(provider).equals(whole(Stack.of(queue)))) {
            throw new IllegalArgumentException(
                    "deferTo must be given a queue of another stack, got %s of the provider's own: CloudFormation deletes queue and provider together with what they are to clean up"
                            .formatted(queue.getNode().getPath()));
        }
        ResourceEnvironment of = queue.getQueue().getEnv();
        requireSame("Region", provider.getRegion(), of.getRegion());
        requireSame("account", provider.getAccount(), of.getAccount());
        return new DeferQueue(queue);
    }

    private static void requireSame(String what, String provider, String queue) {
        if (!KnownText.mayBeSame(provider, queue)) {
            throw new IllegalArgumentException(
                    "deferTo must be given a queue of the provider's %s, %s, got one of %s, whose consumer would find nothing to delete"
                            .formatted(what, provider, queue));
        }
    }

    /// What is deleted with the stack: a nested one goes with its parent.
    private static String whole(Stack stack) {
        Stack parent = stack.getNestedStackParent();
        return parent == null ? stack.getNode().getAddr() : whole(parent);
    }

    /// Refuses a queue whose consumer would look for what is deferred elsewhere. One of another app can't be asked.
    ///
    /// @param place whose executions the provider deletes
    /// @throws IllegalArgumentException if the queue's are another's
    void requireSame(IotPlace place) {
        if (queue instanceof JobExecutionCleanupQueue known && !known.place().mayBe(place)) {
            throw new IllegalArgumentException(
                    "deferTo must be given a queue with the provider's region and assumedRole, got %s, whose consumer would delete elsewhere"
                            .formatted(queue.getNode().getPath()));
        }
    }

    String url() {
        return queue.getQueue().getQueueUrl();
    }

    /// Lets the function send to the queue.
    void allow(FunctionPolicy function) {
        QueueAccess.allowSending(function, queue.getQueue());
    }

    /// Has synthesis fail where the queue's consumer may not carry out what cleanups of this kind leave to it.
    ///
    /// @param deferring the cleanup, or a provider for cleanups that are not known here
    void require(RequestKind kind, Construct deferring) {
        // Whoever makes the queue may allow it later.
        deferring
                .getNode()
                .addValidation(() -> queue.allowsDeferred(kind)
                        ? List.of()
                        : List.of(
                                "The queue %s, to which this is deferred, must be told of its kind: call allowDeferred(RequestKind.%s) where the queue is made, and in the attributes of one of another app, and keep it for as long as deletions may wait there. Allowed with the cleanup, its consumer would lose the permission before it needs it"
                                        .formatted(queue.getNode().getPath(), kind)));
    }

    /// Holds a cleanup that may be deferred against what the queue's consumer may do.
    ///
    /// @throws IllegalArgumentException if it may never delete what the cleanup names
    void bind(JobExecutionCleanup cleanup) {
        String path = queue.getNode().getPath();
        try {
            queue.requireCovered(cleanup);
        } catch (IllegalArgumentException notCovered) {
            throw new IllegalArgumentException(
                    "%s defers to the queue %s: its %s"
                            .formatted(cleanup.getNode().getPath(), path, notCovered.getMessage()),
                    notCovered);
        }
        require(cleanup.kind(), cleanup);
    }
}
