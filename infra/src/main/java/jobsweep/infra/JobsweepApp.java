package jobsweep.infra;

import software.amazon.awscdk.App;

/// The CDK app that `cdk.json` starts: a provider for the templates of others, and an example.
public final class JobsweepApp {
    private JobsweepApp() {}

    /// Synthesizes both stacks to where the CDK CLI asks for them.
    public static void main(String[] args) {
        App app = new App();
        new JobExecutionCleanupProviderStack(app, "JobsweepProvider");
        new ExampleStack(app, "JobsweepExample", ExampleStack.Execution.EXAMPLE);
        app.synth();
    }
}
