package jobsweep.simulator.lambda;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.time.Time;

/// One copy of a function that runs, and takes one event after the other.
public abstract class ExecutionEnvironment {
    private final FunctionConfiguration function;
    private final LogStream log;
    private final Time time;

    ExecutionEnvironment(FunctionConfiguration function, LogStream log, Time time) {
        this.function = function;
        this.log = log;
        this.time = time;
    }

    public final FunctionConfiguration function() {
        return function;
    }

    public final String logStream() {
        return log.name();
    }

    /// The lines that reached the log group so far.
    public final List<String> log() {
        return log.lines();
    }

    final Time time() {
        return time;
    }

    /// Whether it has not ended.
    public abstract boolean isAlive();

    /// Ends it, whatever it is doing, and returns when it is gone.
    public abstract void kill();

    /// Hands the event to the function as soon as that asks for one. When the environment ends first, the delivery
    /// hears of it.
    abstract void begin(Delivery delivery);

    /// Returns when the environment is free again or has ended.
    abstract void finish(Delivery delivery);

    /// What was printed since the last time.
    abstract String printed();

    /// Lets go of what it holds once it is not needed any more.
    void close() {
        kill();
    }

    /// Runs the function on the event, and returns when the environment is free again or has ended.
    ///
    /// @param kill when to kill it, if it is to be
    final AttemptResult run(Event event, int attempt, Optional<Moment> kill) {
        Delivery delivery = new Delivery(event, attempt, function.timeout(), time, moment -> endsAt(moment, kill));
        if (delivery.endsAt(Moment.BEFORE_HAND_OUT)) {
            delivery.end(new Outcome.Crashed(Delivery.KILLED));
        } else {
            begin(delivery);
        }
        Outcome outcome = time.await(delivery.outcome());
        Instant ended = time.instant();
        if (outcome instanceof Outcome.TimedOut) {
            kill();
        }
        finish(delivery);
        log.ship(printed());
        return new AttemptResult(
                event.functionArn(), event.requestId(), attempt, log.name(), delivery.handedOut(), ended, outcome);
    }

    private boolean endsAt(Moment moment, Optional<Moment> kill) {
        boolean now = kill.equals(Optional.of(moment));
        if (now) {
            kill();
        }
        return now;
    }
}
