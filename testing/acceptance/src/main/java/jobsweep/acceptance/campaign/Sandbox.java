package jobsweep.acceptance.campaign;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import jobsweep.invocation.Deadline;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Clock;
import jobsweep.platform.Platform;
import jobsweep.simulator.lambda.Attempt;
import jobsweep.simulator.lambda.FunctionCode;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Killed;
import jobsweep.simulator.lambda.ThreadEnvironment;

/// A function in an execution environment, and its platform. When the process is killed, or frozen, nothing
/// that runs on it has an effect any more, or until it goes on.
final class Sandbox implements Clock, FunctionCode.Handler {
    final World world;
    final ThreadEnvironment environment;
    final Platform platform;
    private final PlayedFunctions.Body body;
    private boolean hangs;

    Sandbox(World world, ThreadEnvironment environment, RandomGenerator random) {
        this.world = world;
        this.environment = environment;
        this.platform = new Platform(Network.HTTP, this, random, new SimulatedThreads());
        this.body = world.functions.load(this);
    }

    FunctionConfiguration function() {
        return environment.function();
    }

    @Override
    public String handle(Attempt attempt) throws IOException {
        FunctionRun run = new FunctionRun(this, attempt);
        world.evidence.begins(run);
        return run.enter(() -> handle(run));
    }

    private String handle(FunctionRun run) throws IOException {
        byte[] event = run.attempt.event().payload().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            run.pass(KillPoint.START);
            body.handle(new ByteArrayInputStream(event), answer, invocation(run));
            run.pass(KillPoint.RETURN);
            return answer.toString(StandardCharsets.UTF_8);
        } catch (Killed killed) {
            throw killed;
        } catch (Throwable failure) {
            logFailure(run, failure);
            throw failure;
        }
    }

    private Invocation invocation(FunctionRun run) {
        var log = new Invocation.Log(function().logGroupName(), environment.logStream(), line -> {
            check();
            world.evidence.log(run, line);
        });
        return new Invocation(
                function().functionArn(),
                run.attempt.event().requestId(),
                log,
                new Deadline(this, run.attempt.deadline()));
    }

    // As Lambda's runtime does: what leaves the handler is logged with its stack trace.
    private void logFailure(FunctionRun run, Throwable failure) {
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        world.evidence.log(run, trace.toString());
    }

    /// Lets the process stand still from now on, with all its threads.
    void hang() {
        hangs = true;
    }

    /// Waits as long as the process stands still, or is frozen.
    ///
    /// @throws Killed if it is gone
    void check() {
        if (hangs) {
            world.time.await(environment.gone());
        }
        environment.check();
    }

    /// Who it is to other services.
    String accessKeyId() {
        return world.aws.iam().accessKeyFor(function().roleArn());
    }

    @Override
    public Instant now() {
        check();
        return world.time.instant();
    }

    @Override
    public void pause(Duration pause) {
        Duration first = world.faults.upTo(pause);
        world.time.sleep(first);
        world.meanwhile();
        FunctionRun.current().pass(KillPoint.PAUSE);
        world.time.sleep(pause.minus(first));
        check();
    }
}
