package jobsweep.acceptance.campaign;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import jobsweep.acceptance.SdkHttp;
import jobsweep.acceptance.SimulatedThreads;
import jobsweep.platform.Clock;
import jobsweep.platform.Platform;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Outcome;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/// An execution environment whose process is a few threads of this one. It can be killed: from then on nothing that its
/// threads do has any effect. Between two events it is frozen, and what was left behind goes on with the next one.
final class Sandbox implements Clock {
    private final World world;
    private final FunctionConfiguration function;
    private final String logStream;
    private final Platform platform;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private CompletableFuture<Void> thawed = new CompletableFuture<>();
    private Optional<RequestStreamHandler> handler = Optional.empty();
    private boolean hangs;

    Sandbox(World world, FunctionConfiguration function, String logStream, RandomGenerator random) {
        this.world = world;
        this.function = function;
        this.logStream = logStream;
        this.platform = new Platform(new Http(), this, random, new SimulatedThreads(world.time, gone, this::inside));
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

    boolean isAlive() {
        return !gone.isDone();
    }

    /// Done once the process is gone.
    CompletableFuture<Void> gone() {
        return gone;
    }

    /// Runs the handler on the event, and returns how that ended.
    Outcome run(Attempt attempt) {
        thawed.complete(null);
        world.time.start(() -> handle(attempt));
        world.time.after(Duration.between(world.time.instant(), attempt.deadline()), () -> {
            if (attempt.outcome().complete(new Outcome.TimedOut(function.timeout()))) {
                kill();
            }
        });
        Outcome outcome = world.time.await(attempt.outcome());
        thawed = new CompletableFuture<>();
        return outcome;
    }

    private void handle(Attempt attempt) {
        attempt.enter();
        try {
            attempt.pass(Moment.START);
            handler()
                    .handleRequest(
                            new ByteArrayInputStream(attempt.event().payload().getBytes(StandardCharsets.UTF_8)),
                            OutputStream.nullOutputStream(),
                            new SimulatedContext(attempt));
            attempt.pass(Moment.RETURN);
            attempt.outcome().complete(new Outcome.Succeeded(""));
        } catch (Killed killed) {
            // Whoever killed it has said so.
        } catch (Throwable failure) {
            fail(attempt, failure);
        }
    }

    // As Lambda's runtime does: what leaves the handler is logged with its stack trace.
    private void fail(Attempt attempt, Throwable failure) {
        if (isAlive()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            world.evidence.log(attempt, trace.toString());
            attempt.outcome().complete(new Outcome.Failed(failure.getClass().getName(), failure.toString()));
        }
    }

    private RequestStreamHandler handler() {
        if (handler.isEmpty()) {
            handler = Optional.of(world.code.load(function, this));
        }
        return handler.get();
    }

    /// Ends the process, whatever it is doing.
    void kill() {
        gone.complete(null);
        thawed.complete(null);
    }

    /// Waits as long as the environment is frozen.
    ///
    /// @throws Killed if the process is gone
    void check() {
        while (isAlive() && (hangs || !thawed.isDone())) {
            world.time.await(hangs ? gone : thawed);
        }
        if (!isAlive()) {
            throw new Killed();
        }
    }

    /// Ends an attempt's process as it is doomed to.
    void end(Attempt attempt, Doom doom) {
        world.evidence.doomed(attempt, doom);
        if (doom.hangs()) {
            hangs = true;
        } else if (attempt.outcome().complete(new Outcome.Crashed(137))) {
            kill();
        }
        check();
    }

    Platform platform() {
        return platform;
    }

    /// Answers a request as it likes.
    void answer(URI url, String body) throws IOException {
        var put = platform.put(url, body.getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(5));
        check();
        if (put.state() != Future.State.SUCCESS) {
            throw new IOException("The answer was not taken");
        }
    }

    @Override
    public void pause(Duration pause) {
        Attempt attempt = Attempt.current();
        Duration first = Duration.ofMillis(world.mischief.upTo(pause.toMillis()));
        world.time.sleep(first);
        world.fleet.meddle();
        attempt.pass(Moment.PAUSE);
        world.time.sleep(pause.minus(first));
        check();
    }

    @Override
    public Instant now() {
        check();
        return world.time.instant();
    }

    private Runnable inside(Runnable work) {
        Attempt attempt = Attempt.current();
        return () -> {
            attempt.enter();
            work.run();
        };
    }

    /// The way to the bucket for answers.
    private final class Http implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            try {
                return new AnswerLine(world, Attempt.current(), SdkHttp.call(request), new CompletableFuture<>());
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }

        @Override
        public void close() {}
    }
}
