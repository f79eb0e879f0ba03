package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.UrlSigning;
import jobsweep.simulator.cloudformation.ValidationException;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.IotChange;
import jobsweep.simulator.lambda.AttemptResult;
import jobsweep.simulator.lambda.Outcome;

/// What was seen in a world that [Invariants] judge.
final class Evidence {
    static final String COLD_STARTS = "cold starts";
    static final String KILLS = "kills";
    static final String BATCHES = "batches";
    static final String RECEIVED_AGAIN = "messages received once more";

    private static final Duration MOST_SKEW = Duration.ofSeconds(5);

    private final World world;
    private final History history;
    final List<String> logs = new ArrayList<>();
    final List<StackEvent> stackEvents = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<Deleted> deleted = new ArrayList<>();
    /// What the queue's consumer deleted.
    final List<DeletedLater> deletedLater = new ArrayList<>();
    /// When functions called AWS IoT for a deletion.
    final List<Instant> deletions = new ArrayList<>();

    private final Map<String, Sent> lastSent = new HashMap<>();
    private final Map<String, Instant> lastBegun = new HashMap<>();
    /// How many more than requests.
    private final Map<String, Integer> runs = new HashMap<>();
    private final Set<String> hung = new HashSet<>();
    private final List<Execution> gone = new ArrayList<>();

    Evidence(World world) {
        this.world = world;
        this.history = world.history;
    }

    /// Begins to watch the world.
    void watch() {
        world.aws.cloudFormation().onEvent(this::event);
        world.aws.customResources().onRequest(this::sent);
        world.aws.lambda().onEnd(this::ended);
        world.aws.jobs().onChange(change -> {
            if (change instanceof IotChange.Deleted(Execution execution)) {
                gone.add(execution);
            }
        });
    }

    private void event(StackEvent event) {
        stackEvents.add(event);
        history.note("CloudFormation: %s %s %s %s"
                .formatted(event.logicalResourceId(), event.status(), event.physicalResourceId(), event.reason()));
    }

    private void sent(JsonNode request) {
        Instant signed = world.readings.cloudFormation().urlSigning().signed(history.now());
        Optional<Naming> naming = Naming.ofId(request.path("PhysicalResourceId").asText());
        List<Execution> named = world.aws.jobs().executions().stream()
                .filter(execution ->
                        naming.filter(id -> id.covers(execution, signed)).isPresent())
                .toList();
        Sent now = new Sent(request, history.now(), named);
        sent.add(now);
        lastSent.put(now.id(), now);
        runs.merge(now.id(), -1, Integer::sum);
        history.count("requests");
        history.note("request " + now.id() + ": " + now);
    }

    void begins(FunctionRun run) {
        if (run.isBatch()) {
            history.count(BATCHES);
            history.counts.add(
                    RECEIVED_AGAIN,
                    run.event
                            .path("Records")
                            .valueStream()
                            .filter(message -> message.at("/attributes/ApproximateReceiveCount")
                                            .asInt()
                                    > 1)
                            .count());
        } else {
            history.count(run.isToldOfFailure() ? "attempts of the on-failure function" : "attempts");
        }
        history.note(
                "attempt %s at %s in %s".formatted(run.attempt.number(), run, run.sandbox.environment.logStream()));
        if (!run.isToldOfFailure()) {
            lastBegun.put(run.requestId(), history.now());
        }
        // However it came that there is another one, it may answer.
        if (lastSent.containsKey(run.requestId()) && runs.merge(run.requestId(), 1, Integer::sum) > 0) {
            world.aws.bucket().deliveredAgain(run.requestId());
        }
    }

    private void ended(AttemptResult invocation) {
        history.note("attempt %s at event %s ends: %s"
                .formatted(invocation.attempt(), invocation.requestId(), invocation.outcome()));
        boolean expected = switch (invocation.outcome()) {
            case Outcome.Succeeded _ -> true;
            case Outcome.Failed failed -> failed.errorType().endsWith(".UndeliveredException");
            case Outcome.TimedOut _ -> hung.contains(invocation.logStream());
            case Outcome.Crashed _ -> true;
        };
        if (!expected) {
            history.find("the function ends by itself", invocation.toString());
        }
    }

    /// The latest moment at which an execution can have been queued that a Delete takes: a little after it was sent,
    /// since clocks differ. A URL without a date leaves each attempt at it nothing but its own beginning.
    Instant latestTaken(Sent delete) {
        Instant sent = world.readings.cloudFormation().urlSigning() == UrlSigning.WITHOUT_DATE
                ? lastBegun.getOrDefault(delete.id(), delete.at())
                : delete.at();
        return sent.plus(MOST_SKEW);
    }

    void killed(FunctionRun run, Kill kill) {
        if (kill.hangs()) {
            hung.add(run.sandbox.environment.logStream());
        }
        history.count(kill.hangs() ? "hangs" : KILLS);
        history.count("%s: %s".formatted(kill.hangs() ? "hang" : "kill", kill.moment()));
        history.note("%s %s at %s".formatted(kill.hangs() ? "hangs" : "killed", run, kill.moment()));
    }

    void log(FunctionRun run, String line) {
        logs.add(line);
        history.note("log of %s: %s".formatted(run, run.isBatch() ? "of a batch" : repeatable(line)));
    }

    // A history is the same every time. Real time has no place in it, and the members of a batch's line have no order.
    private static String repeatable(String line) {
        return line.strip().replaceAll("\"durationMillis\":[0-9]+", "\"durationMillis\":…");
    }

    /// Sees a call that has come to a service, where it may yet meet a fault.
    void arrives(Service service, HttpCall call) {
        history.count("calls to " + service);
        if (service == Service.IOT && call.method().equals("DELETE")) {
            deletions.add(history.now());
        }
    }

    /// Watches what a call does.
    HttpAnswer calling(FunctionRun run, Service service, HttpCall call, Supplier<HttpAnswer> answer) {
        if (service == Service.BUCKET) {
            answering(run);
            return answer.get();
        }
        gone.clear();
        HttpAnswer given = answer.get();
        history.note("%s %s?%s: %s"
                .formatted(call.method(), call.target().getPath(), call.target().getQuery(), given.status()));
        boolean forced = String.valueOf(call.target().getQuery()).contains("force=true");
        if (run.isBatch()) {
            gone.forEach(execution -> {
                history.count("deleted later");
                deletedLater.add(new DeletedLater(execution, history.now(), forced));
            });
        }
        Optional.ofNullable(lastSent.get(run.requestId()))
                .ifPresent(by -> gone.forEach(execution ->
                        deleted.add(new Deleted(execution, history.now(), by, forced, heldAs(run.request())))));
        return given;
    }

    private void answering(FunctionRun run) {
        history.note("answer to " + run);
        if (run.acknowledged()) {
            history.find("one answer for each attempt", "a second answer to %s by one attempt".formatted(run));
        }
    }

    /// The id by which the stack knows the resource of a request that is not decided yet.
    private Optional<String> heldAs(JsonNode request) {
        if (world.aws.bucket().isDecided(request.path("RequestId").asText())) {
            return Optional.empty();
        }
        String arn = request.path("StackId").asText();
        try {
            var stack = world.aws.cloudFormation().stack(arn.split("/", -1)[1]);
            return Optional.of(stack)
                    .filter(found -> found.id().arn().equals(arn))
                    .map(found -> found.physicalResourceIds()
                            .get(request.path("LogicalResourceId").asText()));
        } catch (ValidationException gone) {
            return Optional.empty();
        }
    }
}
