package jobsweep.simulator.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An event on its way through one execution environment. Its outcome is settled once; whatever comes later is too
/// late.
final class Delivery {
    private final Event event;
    private final Duration timeout;
    private final CompletableFuture<Instant> handedOut = new CompletableFuture<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Instant> released = new CompletableFuture<>();

    Delivery(Event event, Duration timeout) {
        this.event = event;
        this.timeout = timeout;
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

    void settle(Outcome result) {
        outcome.complete(result);
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
