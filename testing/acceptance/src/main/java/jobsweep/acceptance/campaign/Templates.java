package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import jobsweep.acceptance.Synthesis;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.infra.JobExecutionCleanupQueueStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.cloudformation.Template;
import software.amazon.awscdk.App;

/// The stacks of ours that are deployed, as the CDK synthesizes them. Each takes seconds: the CDK's Node.js has to
/// start.
final class Templates {
    static final String PROVIDER = "Provider";
    static final String QUEUE = "Cleanups";

    private Templates() {}

    /// The provider's, for every job and thing of a life and the longest grace period.
    static Template provider() throws IOException {
        return synthesized(PROVIDER, app -> {
            app.getNode().setContext("jobsweep:jobPatterns", List.of("firmware-*"));
            app.getNode().setContext("jobsweep:thingPatterns", List.of("pump-*"));
            app.getNode().setContext("jobsweep:longestGracePeriodSeconds", Blueprint.LONGEST_GRACE_PERIOD);
            new JobExecutionCleanupProviderStack(app, PROVIDER);
        });
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
