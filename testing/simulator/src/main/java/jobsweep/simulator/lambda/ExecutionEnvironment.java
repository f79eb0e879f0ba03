package jobsweep.simulator.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/// One JVM with the function in it, and the Runtime API it talks to. Takes one event after the other.
public final class ExecutionEnvironment {
    /// How long Lambda lets a function initialise before its time-out begins to count.
    private static final Duration INIT = Duration.ofSeconds(10);

    private final FunctionConfiguration function;
    private final Process process;
    private final RuntimeApi api;
    private final LogStream log;
    private final Instant started;
    private volatile boolean retired;

    ExecutionEnvironment(
            FunctionConfiguration function, Process process, RuntimeApi api, LogStream log, Instant started) {
        this.function = function;
        this.process = process;
        this.api = api;
        this.log = log;
        this.started = started;
    }

    public String logStream() {
        return log.name();
    }

    /// The lines that reached the log group so far.
    public List<String> log() {
        return log.lines();
    }

    public Timings timings() {
        return new Timings(started, api.firstPoll());
    }

    /// The JVM's process.
    public long pid() {
        return process.pid();
    }

    /// What the JVM has used so far; empty once it has ended.
    public Optional<Usage> usage() {
        return Usage.of(process.toHandle());
    }

    String functionArn() {
        return function.functionArn();
    }

    /// Runs the function on the event, and returns when the environment is free again or has ended.
    ///
    /// @param kill when to kill the JVM, if it is to be
    Invocation run(Event event, int attempt, Optional<Moment> kill) {
        Delivery delivery = new Delivery(event, function.timeout(), moment -> endsAt(moment, kill));
        delivery.timeOutAfter(INIT.plus(function.timeout()));
        if (!delivery.endsAt(Moment.BEFORE_HAND_OUT)) {
            api.deliver(delivery);
        }
        Outcome outcome = delivery.outcome()
                .applyToEither(api.failedInit(), Function.identity())
                .applyToEither(crash(), Function.identity())
                .join();
        Instant ended = Instant.now();
        if (outcome instanceof Outcome.TimedOut) {
            process.destroyForcibly();
        }
        // A handler that threw an Error is reported first and brings its JVM down afterwards.
        CompletableFuture.anyOf(delivery.released(), process.onExit()).join();
        log.ship();
        return new Invocation(
                event.functionArn(), event.requestId(), attempt, log.name(), delivery.handedOut(), ended, outcome);
    }

    private CompletableFuture<Outcome> crash() {
        return process.onExit().thenApply(ended -> new Outcome.Crashed(ended.exitValue()));
    }

    /// Makes this the environment's last event, if it has one.
    void retire() {
        retired = true;
    }

    boolean isUsable() {
        return !retired && process.isAlive();
    }

    /// Ends the JVM, whatever it is doing, and waits until it is gone.
    void kill() {
        endProcess();
        api.close();
    }

    private boolean endsAt(Moment moment, Optional<Moment> kill) {
        boolean now = kill.equals(Optional.of(moment));
        if (now) {
            endProcess();
        }
        return now;
    }

    private void endProcess() {
        process.destroyForcibly().onExit().join();
    }
}
