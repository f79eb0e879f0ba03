package jobsweep.simulator.lambda;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.time.Time;

/// An execution environment whose process is a few threads of this one. It can be killed: from then on nothing that its
/// threads do is to have any effect, which is for the code to [#check()]. Between two events it is frozen, and what was
/// left behind goes on with the next one.
public final class ThreadEnvironment extends ExecutionEnvironment {
    private final FunctionCode code;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final StringBuilder printed = new StringBuilder();
    private volatile CompletableFuture<Void> thawed = new CompletableFuture<>();
    private volatile Optional<Delivery> running = Optional.empty();
    private Optional<FunctionCode.Handler> handler = Optional.empty();

    ThreadEnvironment(FunctionConfiguration function, LogStream log, Time time, FunctionCode code) {
        super(function, log, time);
        this.code = code;
    }

    /// Environments by this time that run this code.
    public static Launcher launcher(Time time, FunctionCode code) {
        return (function, log) -> new ThreadEnvironment(function, log, time, code);
    }

    /// Done once the process is gone.
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /// Prints a line.
    public void print(String line) {
        synchronized (printed) {
            printed.append(line).append('\n');
        }
    }

    /// Waits as long as the environment is frozen.
    ///
    /// @throws Killed if the process is gone
    public void check() {
        while (isAlive() && !thawed.isDone()) {
            time().await(thawed);
        }
        if (!isAlive()) {
            throw new Killed();
        }
    }

    @Override
    public boolean isAlive() {
        return !gone.isDone();
    }

    @Override
    public void kill() {
        gone.complete(null);
        thawed.complete(null);
        running.ifPresent(delivery -> delivery.end(new Outcome.Crashed(Delivery.KILLED)));
    }

    @Override
    void begin(Delivery delivery) {
        running = Optional.of(delivery);
        thawed.complete(null);
        time().start(() -> handle(delivery));
    }

    @Override
    void finish(Delivery delivery) {
        running = Optional.empty();
        if (isAlive()) {
            thawed = new CompletableFuture<>();
        }
    }

    @Override
    String printed() {
        synchronized (printed) {
            String lines = printed.toString();
            printed.setLength(0);
            return lines;
        }
    }

    private void handle(Delivery delivery) {
        try {
            FunctionCode.Handler loaded = handler();
            Instant deadline = delivery.handOut();
            if (!delivery.endsAt(Moment.AT_HAND_OUT)) {
                String answer = loaded.handle(new Attempt(delivery.event(), delivery.attempt(), deadline));
                delivery.report(new Outcome.Succeeded(answer));
            }
        } catch (Killed killed) {
            // Whoever killed it has said so.
        } catch (Throwable failure) {
            fail(delivery, failure);
        }
    }

    // As Lambda's runtime does: what leaves the handler is logged with its stack trace.
    private void fail(Delivery delivery, Throwable failure) {
        if (isAlive()) {
            StringWriter trace = new StringWriter();
            failure.printStackTrace(new PrintWriter(trace));
            print(trace.toString());
            delivery.report(new Outcome.Failed(failure.getClass().getName(), String.valueOf(failure.getMessage())));
        }
    }

    private FunctionCode.Handler handler() throws Exception {
        if (handler.isEmpty()) {
            handler = Optional.of(code.load(this));
        }
        return handler.get();
    }
}
