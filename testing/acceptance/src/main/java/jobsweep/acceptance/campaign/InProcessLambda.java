package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import jobsweep.simulator.lambda.Deliveries;
import jobsweep.simulator.lambda.Event;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Outcome;
import jobsweep.simulator.lambda.ThreadEnvironment;

/// What AWS Lambda runs on its events: [Sandbox]es. An event may wait before its function gets it, and may come once
/// more.
final class InProcessLambda implements Deliveries, jobsweep.simulator.lambda.FunctionCode {
    private static final JsonMapper JSON = new JsonMapper();

    private final World world;
    private final SplittableRandom random;
    private final List<Sandbox> ever = new ArrayList<>();
    private final List<Sandbox> idle = new ArrayList<>();

    InProcessLambda(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    @Override
    public Duration delay(Event event) {
        JsonNode payload = read(event);
        if (!isRecord(payload)) {
            world.evidence.sent(payload);
        }
        return world.mischief.deliveryDelay(isRecord(payload));
    }

    @Override
    public Optional<Duration> duplicate(FunctionConfiguration function, Event event) {
        String requestId = request(read(event)).path("RequestId").asText();
        return world.mischief.duplicate(function.events().maximumEventAge()).map(delay -> {
            world.inbox.deliveredAgain(requestId);
            world.evidence.note("duplicate of " + requestId);
            return delay;
        });
    }

    @Override
    public Handler load(ThreadEnvironment environment) {
        return attempt -> switch (attempt(environment.function(), attempt)) {
            case Outcome.Succeeded(String payload) -> payload;
            case Outcome.Failed failed -> throw new IllegalStateException(failed.message());
            case Outcome.TimedOut timedOut -> throw new jobsweep.simulator.lambda.Killed();
            case Outcome.Crashed crashed -> {
                environment.kill();
                throw new jobsweep.simulator.lambda.Killed();
            }
        };
    }

    private Outcome attempt(FunctionConfiguration function, jobsweep.simulator.lambda.Attempt begun) {
        Event event = begun.event();
        JsonNode payload = read(event);
        Sandbox sandbox = warmOrNew(function);
        boolean last = begun.number() > function.events().maximumRetryAttempts()
                && function.events().onFailure().isEmpty();
        Attempt attempt = new Attempt(
                sandbox, event, request(payload), begun.deadline(), world.mischief.doom(last, isRecord(payload)));
        if (begun.number() > 1 || isRecord(payload)) {
            world.inbox.deliveredAgain(attempt.requestId());
        }
        world.evidence.begins(attempt, begun.number());
        Outcome outcome = sandbox.run(attempt);
        world.evidence.ends(attempt, outcome);
        if (sandbox.isAlive()) {
            idle.add(sandbox);
        }
        return outcome;
    }

    /// Ends every process.
    void end() {
        ever.forEach(Sandbox::kill);
        idle.clear();
    }

    private Sandbox warmOrNew(FunctionConfiguration function) {
        Optional<Sandbox> warm = idle.stream()
                .filter(sandbox -> sandbox.function().equals(function))
                .findFirst();
        warm.ifPresent(idle::remove);
        return warm.orElseGet(() -> start(function));
    }

    private Sandbox start(FunctionConfiguration function) {
        world.time.sleep(world.mischief.coldStart());
        Sandbox sandbox = new Sandbox(world, function, "[$LATEST]" + (ever.size() + 1), random.split());
        ever.add(sandbox);
        world.evidence.count(Evidence.COLD_STARTS);
        return sandbox;
    }

    private static boolean isRecord(JsonNode payload) {
        return payload.has("requestPayload");
    }

    private static JsonNode request(JsonNode payload) {
        return isRecord(payload) ? payload.path("requestPayload") : payload;
    }

    private static JsonNode read(Event event) {
        try {
            return JSON.readTree(event.payload());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(event + " is not JSON", e);
        }
    }
}
