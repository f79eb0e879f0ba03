package jobsweep.infra;

import software.amazon.awscdk.App;

/// The CDK app that `cdk.json` starts: a provider for the templates of others, a queue for events, and an example.
public final class JobsweepApp {
    private JobsweepApp() {}

    /// Synthesizes the stacks to where the CDK CLI asks for them.
    public static void main(String[] args) {
        App app = new App();
        addStacks(app);
        new ExampleStack(app, "JobsweepExample", ExampleStack.Execution.EXAMPLE);
        app.synth();
    }

    /// Adds the provider's and the queue's stack. By the context key `jobsweep:defer` the one defers
    /// to the other.
    static JobExecutionCleanupProviderStack addStacks(App app) {
        JobExecutionCleanupQueueStack queue = new JobExecutionCleanupQueueStack(app, "JobsweepQueue");
        JobExecutionCleanupProviderStack.Builder provider =
                JobExecutionCleanupProviderStack.byContext(app, "JobsweepProvider");
        if (ProviderContext.defers(app.getNode())) {
            provider.provider(settings -> settings.deferTo(queue.getQueue()));
        }
        return provider.build();
    }
}
