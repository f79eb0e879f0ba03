package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.lambda.AsynchronousInvocation;
import jobsweep.simulator.lambda.Event;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.FunctionHost;
import jobsweep.simulator.lambda.FunctionService;
import jobsweep.simulator.lambda.Invocation;
import jobsweep.simulator.lambda.Outcome;

/// AWS Lambda with its rules for events, whose environments are [Sandbox]es.
final class InProcessLambda implements FunctionHost, FunctionService {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<Duration> RETRY_DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final World world;
    private final Identifiers identifiers;
    private final SplittableRandom random;
    private final AsynchronousInvocation asynchronous;
    private final Map<String, FunctionConfiguration> functions = new LinkedHashMap<>();
    private final List<Sandbox> ever = new ArrayList<>();
    private final List<Sandbox> idle = new ArrayList<>();

    InProcessLambda(World world, SplittableRandom random) {
        this.world = world;
        this.identifiers = new Identifiers(random.split());
        this.random = random;
        this.asynchronous = new AsynchronousInvocation(world.time, RETRY_DELAYS, world.iam, this);
    }

    @Override
    public void put(FunctionConfiguration function) {
        functions.put(function.functionArn(), function);
        idle.removeIf(sandbox -> sandbox.function().functionArn().equals(function.functionArn()));
    }

    @Override
    public void delete(String functionArn) {
        functions.remove(functionArn);
    }

    @Override
    public Optional<FunctionConfiguration> function(String functionArn) {
        return Optional.ofNullable(functions.get(functionArn));
    }

    /// Takes an event on. It may wait before its function gets it, and may come once more.
    @Override
    public void invoke(String functionArn, JsonNode payload) {
        FunctionConfiguration function = function(functionArn)
                .orElseThrow(() -> new IllegalArgumentException("function " + functionArn + " does not exist"));
        Event event = new Event(functionArn, identifiers.uuid(), payload.toString(), world.time.instant());
        world.time.after(world.mischief.deliveryDelay(isRecord(payload)), () -> asynchronous.deliver(event));
        world.mischief
                .duplicate(function.events().maximumEventAge())
                .ifPresent(delay -> world.time.after(delay, () -> {
                    world.inbox.deliveredAgain(
                            request(payload).path("RequestId").asText());
                    world.evidence.note(
                            "duplicate of " + request(payload).path("RequestId").asText());
                    asynchronous.deliver(event);
                }));
    }

    @Override
    public Invocation attempt(FunctionConfiguration function, Event event, int number) {
        JsonNode payload = read(event);
        Sandbox sandbox = warmOrNew(function);
        Instant begin = world.time.instant();
        boolean last = number > function.events().maximumRetryAttempts()
                && function.events().onFailure().isEmpty();
        Attempt attempt = new Attempt(
                sandbox,
                event,
                request(payload),
                begin.plus(function.timeout()),
                world.mischief.doom(last, isRecord(payload)));
        if (number > 1 || isRecord(payload)) {
            world.inbox.deliveredAgain(attempt.requestId());
        }
        world.evidence.begins(attempt, number);
        Outcome outcome = sandbox.run(attempt);
        world.evidence.ends(attempt, outcome);
        if (sandbox.isAlive()) {
            idle.add(sandbox);
        }
        return new Invocation(
                function.functionArn(),
                event.requestId(),
                number,
                sandbox.logStream(),
                Optional.of(begin),
                world.time.instant(),
                outcome);
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
