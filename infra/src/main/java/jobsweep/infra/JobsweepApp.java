package jobsweep.infra;

import software.amazon.awscdk.App;

/// The CDK app that `cdk.json` starts: a provider for the templates of others, a queue for events, and an example.
public final class JobsweepApp {
    private JobsweepApp() {}

    /// Synthesizes the stacks to where the CDK CLI asks for them.
    public static void main(String[] args) {
        App app = new App();
        new JobExecutionCleanupProviderStack(app, "JobsweepProvider");
        new JobExecutionCleanupQueueStack(app, "JobsweepQueue");
        new ExampleStack(app, "JobsweepExample", ExampleStack.Execution.EXAMPLE);
        app.synth();
    }
}
