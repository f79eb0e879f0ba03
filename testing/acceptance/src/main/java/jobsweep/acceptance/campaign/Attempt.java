package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jobsweep.simulator.lambda.Event;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Outcome;
import org.jspecify.annotations.Nullable;

/// One attempt at an event. Every thread that works on it knows it, also those that it leaves behind.
final class Attempt {
    private static final ThreadLocal<@Nullable Attempt> CURRENT = new ThreadLocal<>();

    private final Sandbox sandbox;
    private final Event event;
    private final JsonNode request;
    private final Instant deadline;
    private final Optional<Doom> doom;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Map<Moment, Integer> passed = new EnumMap<>(Moment.class);
    private boolean acknowledged;

    /// @param request CloudFormation's request, also where the event is a record of its failure
    Attempt(Sandbox sandbox, Event event, JsonNode request, Instant deadline, Optional<Doom> doom) {
        this.sandbox = sandbox;
        this.event = event;
        this.request = request;
        this.deadline = deadline;
        this.doom = doom;
    }

    /// The attempt that the calling thread works on.
    static Attempt current() {
        Attempt current = CURRENT.get();
        if (current == null) {
            throw new IllegalStateException("This thread works on no event");
        }
        return current;
    }

    /// Makes this the attempt that the calling thread works on.
    void enter() {
        CURRENT.set(this);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    FunctionConfiguration function() {
        return sandbox.function();
    }

    Event event() {
        return event;
    }

    JsonNode request() {
        return request;
    }

    /// Whether its event tells of another function's failure.
    boolean isToldOfFailure() {
        return !event.payload().equals(request.toString());
    }

    String requestId() {
        return request.path("RequestId").asText();
    }

    Instant deadline() {
        return deadline;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /// Whether it was made to stand still.
    boolean hangs() {
        return doom.filter(Doom::hangs).isPresent();
    }

    /// Whether its answer was taken, and it knows.
    boolean acknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

    /// Passes a moment, unless it is the attempt's last.
    ///
    /// @throws Killed if it is, or the process is gone already
    void pass(Moment moment) {
        sandbox.check();
        int occurrence = passed.merge(moment, 1, Integer::sum);
        doom.filter(end -> end.moment() == moment && end.occurrence() == occurrence)
                .ifPresent(end -> sandbox.end(this, end));
    }
}
