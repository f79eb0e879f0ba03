package jobsweep.simulator.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.SimulationSettings;
import jobsweep.simulator.Synthesis;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudAssembly;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Execution;

/// The life of a user's stack: it is created, the executions that it names are queued, and it is deleted.
///
/// A template that is not the CDK's output, or imports the service token, finds the deployed provider.
record TemplateScript(Path file) implements Script {
    private static final String PROVIDER = "JobsweepProvider";

    @Override
    public boolean play(Screen screen) throws IOException {
        Template template = Template.read(file);
        try (Scratch scratch = Scratch.create()) {
            Synthesis provider = Synthesis.of(
                    scratch.directory("cdk.out"), app -> new JobExecutionCleanupProviderStack(app, PROVIDER));
            var settings = SimulationSettings.DEFAULT;
            try (var aws = SimulatedAws.start(settings, assets(provider, settings.account()))) {
                Stage stage = new Stage(aws, screen);
                if (findsProvider()) {
                    stage.create(PROVIDER, provider.template(PROVIDER));
                }
                stage.create(stackName(), template);
                stage.physicalIdsOf("Custom::IoTJobExecution").forEach(id -> queue(aws, id));
                stage.showExecutions("queued");
                stage.delete(stackName());
                stage.expectNoExecution();
                return stage.end();
            }
        }
    }

    private Assets assets(Synthesis provider, Account account) throws IOException {
        return findsProvider() ? provider.assets(PROVIDER, account) : CloudAssembly.beside(file, account);
    }

    private boolean findsProvider() throws IOException {
        return !Files.exists(file.resolveSibling(stackName() + ".assets.json"))
                || Files.readString(file).contains(JobExecutionCleanupProviderStack.EXPORT_NAME);
    }

    private String stackName() {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    /// Queues what `<JobId>/<ThingName>` or `<JobId>/<ThingName>/<ExecutionNumber>` names.
    private static void queue(SimulatedAws aws, String physicalResourceId) {
        String[] parts = physicalResourceId.split("/", -1);
        long number = parts.length > 2 ? Long.parseLong(parts[2]) : 1;
        aws.jobs().put(Execution.queued(parts[0], parts[1], number, Instant.now()));
    }
}
