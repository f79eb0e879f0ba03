package jobsweep.simulator.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import jobsweep.simulator.time.Time;

/// An event on its way through one execution environment. Its outcome is decided once; whatever comes later is too
/// late.
final class Delivery {
    /// How Java reports that a process was killed with signal 9.
    static final int KILLED = 137;

    private final Event event;
    private final int attempt;
    private final Duration timeout;
    private final Time time;
    private final Predicate<Moment> lethal;
    private final CompletableFuture<Instant> handedOut = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> released = new CompletableFuture<>();

    /// @param lethal ends the environment if it is not to live beyond this moment, and says whether it has
    Delivery(Event event, int attempt, Duration timeout, Time time, Predicate<Moment> lethal) {
        this.event = event;
        this.attempt = attempt;
        this.timeout = timeout;
        this.time = time;
        this.lethal = lethal;
    }

    Event event() {
        return event;
    }

    int attempt() {
        return attempt;
    }

    /// Marks the event as in the handler's hands, from where on the function's time-out counts.
    ///
    /// @return the instant at which the time is up
    Instant handOut() {
        Instant now = time.instant();
        handedOut.complete(now);
        timeOutAfter(timeout);
        return now.plus(timeout);
    }

    void timeOutAfter(Duration duration) {
        time.after(duration, () -> outcome.complete(new Outcome.TimedOut(timeout)));
    }

    /// Takes in what the runtime reports, if it lives long enough to.
    void report(Outcome result) {
        if (!endsAt(Moment.AT_RESPONSE)) {
            outcome.complete(result);
        }
    }

    /// Takes in that the function can't be initialised.
    void failInit(Outcome failure) {
        outcome.complete(failure);
    }

    /// Takes in that the environment has ended.
    void end(Outcome end) {
        outcome.complete(end);
        released.complete(null);
    }

    /// Lets the moment pass.
    ///
    /// @return whether it was the environment's last
    boolean endsAt(Moment moment) {
        return lethal.test(moment);
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /// Marks the environment as ready for its next event.
    void release() {
        released.complete(null);
    }

    /// Done once the environment is free again or has ended.
    CompletableFuture<Void> released() {
        return released;
    }

    Optional<Instant> handedOut() {
        return handedOut.isDone() ? Optional.of(handedOut.join()) : Optional.empty();
    }
}
