package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.lambda.Attempt;
import jobsweep.simulator.lambda.EventSettings;

/// A function at work on an event. Every thread that works on it knows it, also those that it leaves behind.
final class FunctionRun {
    private static final ScopedValue<FunctionRun> CURRENT = ScopedValue.newInstance();
    private static final JsonMapper JSON = new JsonMapper();

    final Sandbox sandbox;
    final World world;
    final Attempt attempt;
    final JsonNode event;
    private final Optional<Kill> kill;
    private final Map<KillPoint, Integer> passed = new EnumMap<>(KillPoint.class);
    private boolean acknowledged;

    FunctionRun(Sandbox sandbox, Attempt attempt) throws JsonProcessingException {
        this.sandbox = sandbox;
        this.world = sandbox.world;
        this.attempt = attempt;
        this.event = JSON.readTree(attempt.event().payload());
        this.kill = world.faults.kill(isLast(), isToldOfFailure());
    }

    /// The run that the calling thread works on.
    static FunctionRun current() {
        return CURRENT.get();
    }

    /// Does some work of it in the calling thread.
    <T, X extends Throwable> T enter(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    /// Whether nobody tries again or is told where it fails.
    private boolean isLast() {
        EventSettings settings = sandbox.function().events();
        return attempt.number() > settings.maximumRetryAttempts()
                && settings.onFailure().isEmpty();
    }

    /// Whether its event is some of a queue's messages.
    boolean isBatch() {
        return event.has("Records");
    }

    /// Whether its event tells of another function's failure.
    boolean isToldOfFailure() {
        return event.has("requestPayload");
    }

    /// CloudFormation's request, also where the event is a record of its failure.
    JsonNode request() {
        return isToldOfFailure() ? event.path("requestPayload") : event;
    }

    /// Of CloudFormation's request; `""` where it is about none.
    String requestId() {
        return request().path("RequestId").asText();
    }

    /// Whether its answer was taken, and it knows.
    boolean acknowledged() {
        return acknowledged;
    }

    void acknowledge() {
        acknowledged = true;
    }

    /// Passes a moment, unless it is the process's last.
    ///
    /// @throws jobsweep.simulator.lambda.Killed if it is, or the process is gone already
    void pass(KillPoint moment) {
        sandbox.check();
        int occurrence = passed.merge(moment, 1, Integer::sum);
        kill.filter(end -> end.moment() == moment && end.occurrence() == occurrence)
                .ifPresent(this::end);
    }

    private void end(Kill end) {
        world.evidence.killed(this, end);
        if (end.hangs()) {
            sandbox.hang();
        } else {
            sandbox.environment.kill();
        }
        sandbox.check();
    }

    /// CloudFormation's request that it is about, or Lambda's own.
    @Override
    public String toString() {
        return requestId().isEmpty() ? attempt.event().requestId() : requestId();
    }
}
