package example;

import java.util.List;
import java.util.Map;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.infra.JobExecutionCleanupQueueStack;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;

/// A stack for each construct of the library, with every property set. An app that is compiled and run on its own, with
/// the JDK and the CDK that its user has.
public final class EveryPropertyApp {
    private EveryPropertyApp() {}

    public static void main(String[] args) {
        List<String> everything = List.of("*");
        App app = new App(AppProps.builder()
                .context(Map.of("jobsweep:jobPatterns", everything, "jobsweep:thingPatterns", everything))
                .build());
        QueueStack queue = new QueueStack(app, "Queue");
        new ProviderStack(app, "Provider", queue.cleanups());
        new ImportsStack(app, "Imports");
        new DashboardStack(app, "Dashboard", queue.cleanups());
        new JobExecutionCleanupProviderStack(app, "ReadyMadeProvider");
        new JobExecutionCleanupQueueStack(app, "ReadyMadeQueue");
        app.synth();
    }
}
