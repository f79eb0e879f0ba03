package jobsweep.acceptance.play;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import jobsweep.acceptance.ProductAccount;
import jobsweep.acceptance.Synthesis;
import jobsweep.acceptance.options.InputException;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudAssembly;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudformation.TemplateSummary;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.time.Time;

/// The life of a user's stack: it is created, the executions that it names are queued, an event meets its queue if it
/// has one, and it is deleted.
///
/// A template that imports the service token finds the deployed provider.
///
/// @param event what a queue's stack is to clean up for; empty for what fits it
record TemplateScript(
        Path file,
        Template template,
        Map<String, String> parameters,
        TemplateSummary summary,
        Optional<CleanupEvent.Source> event)
        implements Script {
    private static final String PROVIDER = "JobsweepProvider";
    /// A consumer that is denied something tries until its time is up.
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(20);

    private static final Pattern CLEANUP = Pattern.compile("([^/]+)/([^/]+)(?:/([0-9]+))?");

    /// Whether a queue's messages go to a function.
    boolean hasConsumer() {
        return summary.resourceTypes().contains("AWS::Lambda::EventSourceMapping");
    }

    @Override
    public boolean play(Screen screen) throws IOException {
        var account = ProductAccount.builder();
        if (hasConsumer()) {
            account.lambda(it -> it.longestTimeout(LONGEST_TIMEOUT));
        }
        try (Scratch scratch = Scratch.create()) {
            Assets assets = assets(scratch, Account.example());
            return importsProvider()
                    ? playWithProvider(screen, scratch, account, assets)
                    : play(screen, account.assets(assets));
        }
    }

    private boolean play(Screen screen, SimulatedAws.Builder account) throws IOException {
        try (var aws = account.start()) {
            return play(new Stage(aws, screen));
        }
    }

    private boolean playWithProvider(Screen screen, Scratch scratch, SimulatedAws.Builder account, Assets assets)
            throws IOException {
        Synthesis provider = Synthesis.of(scratch.directory("cdk.out"), app -> {
            app.getNode().setContext("jobsweep:wholeThingsAndJobs", true);
            new JobExecutionCleanupProviderStack(app, PROVIDER);
        });
        try (var aws = account.assets(
                        provider.assets(PROVIDER, Account.example()).or(assets))
                .start()) {
            Stage stage = new Stage(aws, screen);
            stage.create(PROVIDER, "whose service token the template imports", provider.template(PROVIDER), Map.of());
            return play(stage);
        }
    }

    private boolean play(Stage stage) {
        if (stage.create(stackName(), "from " + file, template, parameters)) {
            List<Execution> queued = stage.physicalIdsOf("Custom::IoTJobExecution").stream()
                    .flatMap(id -> named(id).stream())
                    .toList();
            queued.forEach(stage.aws().jobs()::put);
            if (!queued.isEmpty()) {
                stage.showExecutions("queued");
            }
            if (hasConsumer()) {
                cleanUp(stage);
            }
            stage.delete(
                    stackName(),
                    queued.isEmpty() ? "everything in it goes" : "the executions that it names go with it");
            stage.expectGone(queued);
        }
        return stage.end();
    }

    private void cleanUp(Stage stage) {
        CleanupQueue.in(stage.aws())
                .ifPresentOrElse(
                        queue -> new CleanupByEvent(stage, queue, Time.system())
                                .play(event.orElseGet(() -> CleanupEvents.byDefault(summary))),
                        () -> stage.expect(event.isEmpty(), "the stack should have a queue of jobsweep's"));
    }

    private boolean importsProvider() {
        return summary.imports().contains(JobExecutionCleanupProviderStack.EXPORT_NAME);
    }

    /// What the CDK has written beside the template, or else the function's archive where the plain provider's
    /// parameters say that it lies.
    private Assets assets(Scratch scratch, Account account) throws IOException {
        Path manifest = file.resolveSibling(baseName() + ".assets.json");
        if (file.toString().endsWith(".template.json") && Files.exists(manifest)) {
            return synthesized(manifest, account);
        }
        String bucket = parameters.getOrDefault("ArchiveBucket", "");
        String key = parameters.getOrDefault("ArchiveKey", "");
        return key.isEmpty() ? Assets.of(Map.of()) : archive(scratch, bucket, key);
    }

    private Assets synthesized(Path manifest, Account account) throws IOException {
        try {
            return CloudAssembly.beside(file, account);
        } catch (JsonProcessingException e) {
            throw new InputException(
                    "%s: its assets in %s are not JSON: %s".formatted(file, manifest, e.getOriginalMessage()), e);
        }
    }

    private static Assets archive(Scratch scratch, String bucket, String key) throws IOException {
        Path archive = scratch.directory("archive").resolve("function.zip");
        // Either of the two runs here: the simulator brings the native part for this machine.
        try (InputStream built = JobExecutionCleanup.class.getResourceAsStream("function-arm64.zip")) {
            Files.copy(Objects.requireNonNull(built), archive);
        }
        return (inBucket, underKey) -> {
            if (inBucket.equals(bucket) && underKey.equals(key)) {
                return archive;
            }
            throw Assets.missing(inBucket, underKey);
        };
    }

    /// The file's name up to its first dot, as far as CloudFormation takes it.
    private String stackName() {
        String name = baseName().replaceAll("[^A-Za-z0-9-]+", "-");
        return name.matches("[A-Za-z].*") ? name : "Stack" + name;
    }

    private String baseName() {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    /// What `<JobId>/<ThingName>` or `<JobId>/<ThingName>/<ExecutionNumber>` names, waiting for its device; where a `*`
    /// names every one, one of them.
    private static Optional<Execution> named(String physicalResourceId) {
        return Optional.of(CLEANUP.matcher(physicalResourceId))
                .filter(id -> id.matches())
                .map(id -> Execution.queued(
                        id.group(1).replace("*", "firmware-42"),
                        id.group(2).replace("*", "greenhouse-7"),
                        id.group(3) == null ? 1 : Long.parseLong(id.group(3)),
                        Instant.now()));
    }
}
