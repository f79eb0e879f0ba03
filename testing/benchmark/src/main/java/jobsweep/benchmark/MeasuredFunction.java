package jobsweep.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import jobsweep.acceptance.ExampleStack;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.JvmEnvironment;
import jobsweep.simulator.lambda.Usage;

/// The example stack's function, measured by Deletes of the stack's job execution, which is back each time.
final class MeasuredFunction {
    private static final Instant QUEUED_AT = Instant.parse("2026-01-01T00:00:00Z");
    /// AWS IoT takes ten calls a second of each kind. More would be throttled, and the function's pauses measured.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final SimulatedAws aws;
    private final Execution execution;
    private final ResourceAddress address;
    private final PhysicalResource resource;
    private final ObjectNode properties;

    private MeasuredFunction(SimulatedAws aws, Execution execution, Stack stack) {
        JsonNode create = aws.cloudFormation().requests().getLast();
        String logicalId = create.path("LogicalResourceId").asText();
        this.aws = aws;
        this.execution = execution;
        this.address = new ResourceAddress(
                stack.id(), logicalId, create.path("ResourceType").asText());
        this.resource = new PhysicalResource(
                Objects.requireNonNull(stack.physicalResourceIds().get(logicalId)));
        this.properties = create.withObject("/ResourceProperties");
    }

    /// Creates the example stack, with its execution queued before.
    ///
    /// @param template what [ExampleStack] became for [ExampleStack.Execution#EXAMPLE]
    /// @throws IllegalStateException if the stack is not created, or not within a minute
    static MeasuredFunction deploy(SimulatedAws aws, String stackName, Template template) {
        ExampleStack.Execution example = ExampleStack.Execution.EXAMPLE;
        Execution execution = Execution.queued(example.jobId(), example.thingName(), example.number(), QUEUED_AT);
        aws.jobs().put(execution);
        Stack stack = created(aws.cloudFormation().createStack(stackName, template, Map.of()));
        if (stack.status() != StackStatus.CREATE_COMPLETE) {
            throw new IllegalStateException(stack.status() + ": " + firstFailure(stack));
        }
        return new MeasuredFunction(aws, execution, stack);
    }

    /// Does not wait for as long as CloudFormation does: a wrong JVM option keeps the function from ever answering.
    private static Stack created(CompletableFuture<Stack> creation) {
        try {
            return creation.orTimeout(1, TimeUnit.MINUTES).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The stack was not created within a minute: does the function start?", e);
        }
    }

    private static String firstFailure(Stack stack) {
        return stack.events().stream()
                .filter(event -> event.status().endsWith("_FAILED"))
                .map(StackEvent::reason)
                .findFirst()
                .orElse("no reason given");
    }

    private MeasuredFunction(MeasuredFunction other, String functionArn, ObjectNode properties) {
        this.aws = other.aws;
        this.execution = other.execution;
        this.address = other.address;
        this.resource = other.resource;
        this.properties = properties.deepCopy().put("ServiceToken", functionArn);
    }

    /// Another function in this one's place, which gets the same Deletes.
    ///
    /// @param variables besides this one's
    MeasuredFunction replacedBy(String name, Path archive, String handler, Map<String, String> variables)
            throws IOException {
        return replacedBy(
                name,
                configuration().toBuilder()
                        .runtime(runtime(archive))
                        .archive(archive)
                        .handler(handler),
                variables,
                properties);
    }

    /// A function on Node.js in this one's place, which gets Deletes of the same execution in its own words.
    MeasuredFunction replacedBy(String name, NodeFunction function) {
        return replacedBy(
                name,
                configuration().toBuilder()
                        .runtime("provided.al2023")
                        .archive(function.archive())
                        .handler(function.handler()),
                function.variables(aws.endpoints()),
                function.properties());
    }

    private MeasuredFunction replacedBy(
            String name,
            FunctionConfiguration.Builder replacement,
            Map<String, String> variables,
            ObjectNode otherProperties) {
        Map<String, String> environment = new HashMap<>(configuration().environment());
        environment.putAll(variables);
        FunctionConfiguration function = replacement
                .functionArn(aws.account().arn("lambda", "function:" + name.replace('.', '-')))
                .environment(environment)
                .build();
        aws.lambda().put(function);
        return new MeasuredFunction(this, function.functionArn(), otherProperties);
    }

    /// An archive with a `bootstrap` brings its own.
    private static String runtime(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            return zip.getEntry("bootstrap") == null ? "java25" : "provided.al2023";
        }
    }

    FunctionConfiguration configuration() {
        return aws.lambda().function(arn());
    }

    /// Deletes the execution in a fresh execution environment.
    ///
    /// @throws RuntimeException if that did not succeed
    ColdStart coldStart() {
        aws.lambda().awaitQuiet();
        aws.lambda().killEnvironments(arn());
        Instant answered = delete();
        JvmEnvironment environment =
                (JvmEnvironment) aws.lambda().environments(arn()).getLast();
        Usage usage = environment.usage().orElseThrow();
        return new ColdStart(
                environment.timings().processStarted(),
                environment.timings().firstPoll().orElseThrow(),
                lastHandedOut(),
                answered,
                usage);
    }

    /// Deletes the execution in the environment that the last Delete has left.
    ///
    /// @throws RuntimeException if that did not succeed
    WarmEvent warmEvent() throws InterruptedException {
        Thread.sleep(PAUSE);
        List<LocalServer.Passage> before = passages();
        Instant answered = delete();
        Instant handedOut = lastHandedOut();
        List<LocalServer.Passage> since = passages();
        return WarmEvent.of(handedOut, answered, before, since.subList(before.size(), since.size()));
    }

    private List<LocalServer.Passage> passages() {
        return Stream.of(aws.endpoints().iot(), aws.endpoints().bucket())
                .flatMap(server -> server.passages().stream())
                .sorted(Comparator.comparing(LocalServer.Passage::begun))
                .toList();
    }

    /// How many classes a JVM loads for a cold start.
    long loadedClasses() throws IOException {
        Path log = Files.createTempFile("jobsweep-classes", ".log");
        try {
            FunctionConfiguration function = configuration();
            MeasuredFunction logging = replacedBy(
                    "classes",
                    function.archive(),
                    function.handler(),
                    Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log));
            logging.coldStart();
            try (Stream<String> lines = Files.lines(log)) {
                return lines.count();
            }
        } finally {
            Files.delete(log);
        }
    }

    /// Returns when CloudFormation has the answer.
    private Instant delete() {
        aws.jobs().put(execution);
        aws.customResources().deletion(address, resource, properties).run();
        Instant answered = Instant.now();
        if (!aws.jobs().executions().isEmpty()) {
            throw new IllegalStateException("The answer was SUCCESS, but there still is " + execution.label());
        }
        return answered;
    }

    private Instant lastHandedOut() {
        // An invocation is known when it is over, some milliseconds after its answer.
        aws.lambda().awaitQuiet();
        return aws.lambda().invocations().getLast().handedOut().orElseThrow();
    }

    private String arn() {
        return properties.path("ServiceToken").asText();
    }
}
