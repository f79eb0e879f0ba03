package example;

import java.util.List;
import java.util.Map;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.infra.JobExecutionCleanupQueueStack;
import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;

/// A stack for each construct of the library, with every property set. An app that is compiled and run on its own, with
/// the JDK and the CDK that its user has.
public final class EveryPropertyApp {
    private EveryPropertyApp() {}

    public static void main(String[] args) {
        // In place of the time, so that templates can be compared.
        App app = App.Builder.create()
                .context(Map.of("jobsweep:deployment", "1"))
                .build();
        QueueStack queue = new QueueStack(app, "Queue");
        new ProviderStack(app, "Provider", queue.cleanups());
        new ImportsStack(app, "Imports");
        new DashboardStack(app, "Dashboard", queue.cleanups());
        StackProps props = StackProps.builder().terminationProtection(true).build();
        JobExecutionCleanupProviderStack.Builder.create(app, "ReadyMadeProvider")
                .stackProps(props)
                .exportPrefix("Fleet")
                .provider(provider -> provider.jobPatterns(List.of("firmware-*")).thingPatterns(List.of("greenhouse-*")))
                .build();
        JobExecutionCleanupQueueStack.Builder.create(app, "ReadyMadeQueue")
                .stackProps(props)
                .exportPrefix("Fleet")
                .turnOnEvents(true)
                .queue(cleanups -> cleanups.jobPatterns(List.of("firmware-*")).thingPatterns(List.of("greenhouse-*")))
                .build();
        app.synth();
    }
}
