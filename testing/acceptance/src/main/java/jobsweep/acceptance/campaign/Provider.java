package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.util.List;
import jobsweep.acceptance.Synthesis;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.cloudformation.Template;
import software.amazon.awscdk.App;

/// The provider's stack as the CDK synthesizes it, for every job and thing of the campaign and the longest grace
/// period.
final class Provider {
    static final String NAME = "Provider";

    private Provider() {}

    /// Takes seconds: the CDK's Node.js has to start.
    static Template synthesized() throws IOException {
        try (Scratch scratch = Scratch.create()) {
            return Synthesis.of(scratch.directory("cdk.out"), Provider::addTo).template(NAME);
        }
    }

    private static void addTo(App app) {
        app.getNode().setContext("jobsweep:jobPatterns", List.of("firmware-*"));
        app.getNode().setContext("jobsweep:thingPatterns", List.of("pump-*"));
        app.getNode().setContext("jobsweep:longestGracePeriodSeconds", Blueprint.LONGEST_GRACE_PERIOD);
        new JobExecutionCleanupProviderStack(app, NAME);
    }
}
