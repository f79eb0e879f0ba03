package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import jobsweep.acceptance.Synthesis;
import jobsweep.contract.RequestKind;
import jobsweep.infra.JobExecutionCleanupProvider;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.infra.JobExecutionCleanupQueue;
import jobsweep.infra.JobExecutionCleanupQueueStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.cloudformation.Template;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;

/// The stacks of ours that are deployed, as the CDK synthesizes them. Each takes seconds: the CDK's Node.js has to
/// start.
final class Templates {
    static final String PROVIDER = "Provider";
    static final String QUEUE = "Cleanups";

    private static final List<String> JOBS = List.of("firmware-*");
    private static final List<String> THINGS = List.of("pump-*");

    private Templates() {}

    /// The provider's, for every job and thing of a life and the longest grace period.
    static Template provider() throws IOException {
        return synthesized(PROVIDER, app -> {
            app.getNode().setContext("jobsweep:jobPatterns", JOBS);
            app.getNode().setContext("jobsweep:thingPatterns", THINGS);
            app.getNode().setContext("jobsweep:longestGracePeriodSeconds", Blueprint.LONGEST_GRACE_PERIOD);
            new JobExecutionCleanupProviderStack(app, PROVIDER);
        });
    }

    /// A queue, and a provider that defers to it what any cleanup names, in the order of their deployment.
    static SequencedMap<String, Template> deferring() throws IOException {
        try (Scratch scratch = Scratch.create()) {
            Synthesis synthesis = Synthesis.of(scratch.directory("cdk.out"), Templates::addDeferring);
            SequencedMap<String, Template> stacks = new LinkedHashMap<>();
            stacks.put(QUEUE, synthesis.template(QUEUE));
            stacks.put(PROVIDER, synthesis.template(PROVIDER));
            return stacks;
        }
    }

    private static void addDeferring(App app) {
        Stack queues = new Stack(app, QUEUE);
        JobExecutionCleanupQueue queue = JobExecutionCleanupQueue.Builder.create(queues, "Queue")
                .jobPatterns(JOBS)
                .thingPatterns(THINGS)
                .build();
        queue.allowDeferred(RequestKind.values());
        output(queues, "QueueUrl").value(queue.getQueue().getQueueUrl()).build();
        output(queues, "DeadLetterQueueUrl")
                .value(queue.getDeadLetterQueue().getQueueUrl())
                .build();
        Stack stack = new Stack(app, PROVIDER);
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(JOBS)
                .thingPatterns(THINGS)
                .longestGracePeriod(Duration.seconds(Blueprint.LONGEST_GRACE_PERIOD))
                .allowCleanups(RequestKind.values())
                .deferTo(queue)
                .build();
        output(stack, "ServiceToken")
                .exportName(JobExecutionCleanupProviderStack.EXPORT_NAME)
                .value(provider.getServiceToken())
                .build();
        output(stack, "ServiceTimeout").value(provider.getServiceTimeout()).build();
    }

    private static CfnOutput.Builder output(Stack stack, String name) {
        return CfnOutput.Builder.create(stack, name);
    }

    /// The queue's.
    static Template queue() throws IOException {
        return synthesized(QUEUE, app -> new JobExecutionCleanupQueueStack(app, QUEUE));
    }

    private static Template synthesized(String stackName, Consumer<App> stack) throws IOException {
        try (Scratch scratch = Scratch.create()) {
            return Synthesis.of(scratch.directory("cdk.out"), stack).template(stackName);
        }
    }
}
