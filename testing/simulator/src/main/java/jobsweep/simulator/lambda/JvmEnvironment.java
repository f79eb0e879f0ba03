package jobsweep.simulator.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import jobsweep.simulator.time.Time;

/// One JVM with the function in it, and the Runtime API it talks to.
public final class JvmEnvironment extends ExecutionEnvironment {
    /// How long Lambda lets a function initialise before its time-out begins to count.
    private static final Duration INIT = Duration.ofSeconds(10);

    private final Process process;
    private final RuntimeApi api;
    private final Path output;
    private final Instant started;
    private int bytesRead;

    JvmEnvironment(FunctionConfiguration function, LogStream log, RuntimeApi api, ProcessBuilder builder, Path output)
            throws IOException {
        super(function, log, Time.system());
        this.api = api;
        this.output = output;
        this.started = Instant.now();
        this.process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        var _ = process.onExit().thenAccept(ended -> api.end(new Outcome.Crashed(ended.exitValue())));
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

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    void begin(Delivery delivery) {
        delivery.timeOutAfter(INIT.plus(function().timeout()));
        api.deliver(delivery);
        if (!isAlive()) {
            delivery.end(new Outcome.Crashed(process.exitValue()));
        }
    }

    @Override
    void finish(Delivery delivery) {
        // A handler that threw an Error is reported first and brings its JVM down afterwards.
        delivery.released().join();
    }

    @Override
    String printed() {
        try {
            byte[] all = Files.readAllBytes(output);
            int from = bytesRead;
            bytesRead = all.length;
            return new String(all, from, all.length - from, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    void close() {
        kill();
        api.close();
    }
}
