package jobsweep.acceptance.burst;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jobsweep.acceptance.SimulatedThreads;
import jobsweep.acceptance.campaign.Killed;
import jobsweep.jobexecution.AwsClients;
import jobsweep.platform.Clock;
import jobsweep.platform.Platform;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.time.SimulatedScheduler;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// An execution environment of the consumer, whose process is a few threads of this one. It can be killed: from then on
/// nothing that its threads do has any effect.
final class Consumer implements Clock {
    private final World world;
    private final FunctionConfiguration function;
    private final String logStream;
    private final Platform platform;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final RequestStreamHandler handler;
    private Optional<CompletableFuture<Outcome>> running = Optional.empty();

    Consumer(World world, FunctionConfiguration function, String logStream) {
        this.world = world;
        this.function = function;
        this.logStream = logStream;
        this.platform = new Platform(
                new Line(this, world.iot::answer),
                this,
                world.chance.another(),
                new SimulatedThreads(world.time, gone, task -> task));
        this.handler = world.code.load(this);
    }

    Platform platform() {
        return platform;
    }

    World world() {
        return world;
    }

    FunctionConfiguration function() {
        return function;
    }

    String logStream() {
        return logStream;
    }

    /// Done once the process is gone.
    CompletableFuture<Void> gone() {
        return gone;
    }

    boolean isAlive() {
        return !gone.isDone();
    }

    /// The function's client for AWS IoT with its own settings, without sockets and in simulated time.
    IotClient iot() {
        var builder = AwsClients.iot(new Line(this, world.iot::answer));
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .overrideConfiguration(inSimulatedTime(builder.overrideConfiguration()))
                .build();
    }

    /// The same for Amazon SQS.
    SqsClient sqs() {
        var builder = AwsClients.sqs(new Line(this, world.sqs::answer));
        return builder.region(Region.US_EAST_1)
                .credentialsProvider(credentials())
                .overrideConfiguration(inSimulatedTime(builder.overrideConfiguration()))
                .build();
    }

    private ClientOverrideConfiguration inSimulatedTime(ClientOverrideConfiguration settings) {
        return settings.toBuilder()
                .scheduledExecutorService(new SimulatedScheduler(() -> world.time))
                .build();
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(world.iam.accessKeyFor(function.roleArn()), "secret"));
    }

    /// Runs the handler on the event, and returns how that ended.
    Outcome run(String payload, String requestId) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        running = Optional.of(outcome);
        Instant deadline = now().plus(function.timeout());
        world.time.start(() -> handle(payload, new ConsumerContext(this, requestId, deadline), outcome));
        world.time.after(function.timeout(), () -> {
            if (outcome.complete(new Outcome.TimedOut(function.timeout()))) {
                gone.complete(null);
            }
        });
        Outcome end = world.time.await(outcome);
        running = Optional.empty();
        return end;
    }

    private void handle(String payload, ConsumerContext context, CompletableFuture<Outcome> outcome) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)), output, context);
            outcome.complete(new Outcome.Succeeded(output.toString(StandardCharsets.UTF_8)));
        } catch (Killed killed) {
            // Whoever killed it has said so.
        } catch (Throwable failure) {
            outcome.complete(new Outcome.Failed(failure.getClass().getName(), failure.toString()));
        }
    }

    /// Ends the process, whatever it is doing.
    void kill() {
        gone.complete(null);
        running.ifPresent(outcome -> outcome.complete(new Outcome.Crashed(137)));
    }

    /// @throws Killed if the process is gone
    void check() {
        if (!isAlive()) {
            throw new Killed();
        }
    }

    @Override
    public void pause(Duration pause) {
        check();
        world.time.sleep(pause);
        check();
    }

    @Override
    public Instant now() {
        check();
        return world.time.instant();
    }
}
