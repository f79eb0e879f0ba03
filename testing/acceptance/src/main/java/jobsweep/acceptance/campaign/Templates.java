package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import jobsweep.acceptance.Synthesis;
import jobsweep.contract.RequestKind;
import jobsweep.infra.JobExecutionCleanup;
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
    static final String CROWD = "Crowd";
    static final String JOB = "firmware-1";

    private static final List<String> JOBS = List.of("firmware-*");
    private static final List<String> THINGS = List.of("pump-*");

    private Templates() {}

    /// A provider, and a stack with so many cleanups, each of the first execution of [#JOB] on a [#thing(int)].
    static SequencedMap<String, Template> crowd(int size) throws IOException {
        return synthesized(app -> addCrowd(app, size), PROVIDER, CROWD);
    }

    private static void addCrowd(App app, int size) {
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.Builder.create(new Stack(app, PROVIDER))
                .jobPatterns(JOBS)
                .thingPatterns(THINGS)
                .build();
        Stack stack = new Stack(app, CROWD);
        for (int i = 0; i < size; i++) {
            JobExecutionCleanup.Builder.create(stack, "Cleanup" + i)
                    .provider(provider)
                    .jobId(JOB)
                    .thingName(thing(i))
                    .executionNumber(1)
                    .build();
        }
    }

    static String thing(int number) {
        return "pump-" + number;
    }

    /// A queue, and a provider that defers to it what any cleanup names, in the order of their deployment.
    static SequencedMap<String, Template> deferring() throws IOException {
        return synthesized(Templates::addDeferring, QUEUE, PROVIDER);
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
        return synthesized(app -> new JobExecutionCleanupQueueStack(app, QUEUE), QUEUE)
                .firstEntry()
                .getValue();
    }

    private static SequencedMap<String, Template> synthesized(Consumer<App> stacks, String... names)
            throws IOException {
        try (Scratch scratch = Scratch.create()) {
            Synthesis synthesis = Synthesis.of(scratch.directory("cdk.out"), stacks);
            SequencedMap<String, Template> templates = new LinkedHashMap<>();
            for (String name : names) {
                templates.put(name, synthesis.template(name));
            }
            return templates;
        }
    }
}
