package jobsweep.simulator.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// An event on its way through one execution environment. Its outcome is settled once; whatever comes later is too
/// late.
final class Delivery {
    private final Event event;
    private final Duration timeout;
    private final Predicate<Moment> lethal;
    private final CompletableFuture<Instant> handedOut = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Instant> released = new CompletableFuture<>();

    /// @param lethal kills the JVM if it is not to live beyond this moment, and says whether it has
    Delivery(Event event, Duration timeout, Predicate<Moment> lethal) {
        this.event = event;
        this.timeout = timeout;
        this.lethal = lethal;
    }

    Event event() {
        return event;
    }

    /// Marks the event as in the handler's hands, from where on the function's time-out counts.
    ///
    /// @return the instant at which the time is up
    Instant handOut() {
        Instant now = Instant.now();
        handedOut.complete(now);
        timeOutAfter(timeout);
        return now.plus(timeout);
    }

    void timeOutAfter(Duration duration) {
        outcome.completeOnTimeout(new Outcome.TimedOut(timeout), duration.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Takes in what the runtime reports, if it lives long enough to.
    void settle(Outcome result) {
        if (!endsAt(Moment.AT_RESPONSE)) {
            outcome.complete(result);
        }
    }

    /// Lets the moment pass.
    ///
    /// @return whether it was the JVM's last
    boolean endsAt(Moment moment) {
        return lethal.test(moment);
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /// Marks the environment as ready for its next event.
    void release() {
        released.complete(Instant.now());
    }

    CompletableFuture<Instant> released() {
        return released;
    }

    Optional<Instant> handedOut() {
        return handedOut.isDone() ? Optional.of(handedOut.join()) : Optional.empty();
    }
}
