package jobsweep.infra;

import software.amazon.awscdk.App;

/// The CDK app that `cdk.json` starts: a provider for the templates of others, and a queue for events. Neither may
/// delete what the context does not name.
public final class JobsweepApp {
    private JobsweepApp() {}

    /// Synthesizes the stacks to where the CDK CLI asks for them.
    public static void main(String[] args) {
        App app = new App();
        try {
            addStacks(app);
        } catch (IllegalArgumentException notAllowed) {
            // A setting is wrong, and where in the code that was seen helps nobody.
            System.err.println(notAllowed.getMessage());
            System.exit(1);
        }
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
