package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.ValidationException;
import jobsweep.simulator.http.HttpAnswer;
import jobsweep.simulator.http.HttpCall;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.lambda.Outcome;

/// What happened in a world, in order.
final class Evidence {
    static final String COLD_STARTS = "cold starts";

    private final World world;
    private final Instant begin;
    private final List<String> history = new ArrayList<>();
    private final List<String> logs = new ArrayList<>();
    private final List<StackEvent> stackEvents = new ArrayList<>();
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final List<Deleted> deleted = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Tally tally = new Tally();

    Evidence(World world) {
        this.world = world;
        this.begin = world.time.instant();
    }

    List<String> history() {
        return history;
    }

    List<String> logs() {
        return logs;
    }

    List<StackEvent> stackEvents() {
        return stackEvents;
    }

    Map<String, Sent> sent() {
        return sent;
    }

    List<Deleted> deleted() {
        return deleted;
    }

    /// What was found as it happened.
    List<Finding> findings() {
        return findings;
    }

    Tally tally() {
        return tally;
    }

    Duration elapsed() {
        return Duration.between(begin, world.time.instant());
    }

    void count(String what) {
        tally.add(what, 1);
    }

    void note(String what) {
        Duration at = elapsed();
        history.add(String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%03d %s",
                at.toHours(),
                at.toMinutesPart(),
                at.toSecondsPart(),
                at.toMillisPart(),
                what));
    }

    void event(StackEvent event) {
        stackEvents.add(event);
        note("CloudFormation: %s %s %s %s"
                .formatted(event.logicalResourceId(), event.status(), event.physicalResourceId(), event.reason()));
    }

    void sent(JsonNode request) {
        List<Execution> named = Naming.ofId(request.path("PhysicalResourceId").asText()).stream()
                .flatMap(naming -> world.jobs.executions().stream().filter(naming::covers))
                .toList();
        Sent now = new Sent(request, world.time.instant(), named);
        sent.put(now.id(), now);
        count("requests");
        note("request " + now.id() + ": " + now);
    }

    void begins(Attempt attempt, int number) {
        count(attempt.isToldOfFailure() ? "attempts of the on-failure function" : "attempts");
        note("attempt %s at %s in %s"
                .formatted(number, attempt.requestId(), attempt.sandbox().logStream()));
    }

    void ends(Attempt attempt, Outcome outcome) {
        note("attempt at %s ends: %s".formatted(attempt.requestId(), outcome));
        boolean expected = switch (outcome) {
            case Outcome.Succeeded succeeded -> true;
            case Outcome.Failed failed -> failed.errorType().endsWith(".UndeliveredException");
            case Outcome.TimedOut timedOut -> attempt.hangs();
            case Outcome.Crashed crashed -> true;
        };
        if (!expected) {
            find("the function ends by itself", "attempt at %s: %s".formatted(attempt.requestId(), outcome));
        }
    }

    void doomed(Attempt attempt, Doom doom) {
        count((doom.hangs() ? "hang: " : "kill: ") + doom.moment());
        note("%s %s at %s".formatted(doom.hangs() ? "hangs" : "killed", attempt.requestId(), doom.moment()));
    }

    void log(Attempt attempt, String line) {
        logs.add(line);
        // Real time has no place in a history that is the same every time.
        note("log of %s: %s"
                .formatted(
                        attempt.requestId(),
                        line.strip().replaceAll("\"durationMillis\":[0-9]+", "\"durationMillis\":…")));
    }

    /// Watches an answer that is about to be taken.
    void answering(Attempt attempt) {
        count("answers put");
        note("answer to " + attempt.requestId());
        if (attempt.acknowledged()) {
            find("one answer for each attempt", "a second answer to %s by one attempt".formatted(attempt.requestId()));
        }
    }

    /// Watches what a call does to the executions.
    HttpAnswer calling(Attempt attempt, HttpCall call, Supplier<HttpAnswer> answer) {
        List<Execution> before = world.jobs.executions();
        HttpAnswer given = answer.get();
        List<Execution> after = world.jobs.executions();
        count("calls to AWS IoT");
        note("%s %s?%s: %s"
                .formatted(call.method(), call.target().getPath(), call.target().getQuery(), given.status()));
        boolean forced = String.valueOf(call.target().getQuery()).contains("force=true");
        before.stream()
                .filter(execution -> !after.contains(execution))
                .forEach(execution -> deleted.add(new Deleted(
                        execution, world.time.instant(), sent(attempt), forced, heldAs(attempt.request()))));
        return given;
    }

    /// Puts down something that must not happen.
    void find(String invariant, String what) {
        findings.add(new Finding(invariant, what));
        note("FINDING: %s: %s".formatted(invariant, what));
    }

    private Sent sent(Attempt attempt) {
        return Optional.ofNullable(sent.get(attempt.requestId())).orElseThrow();
    }

    /// The id by which the stack knows the resource of a request that is not decided yet.
    private Optional<String> heldAs(JsonNode request) {
        if (world.inbox.isDecided(request.path("RequestId").asText())) {
            return Optional.empty();
        }
        String arn = request.path("StackId").asText();
        try {
            var stack = world.cloudFormation.stack(arn.split("/", -1)[1]);
            return Optional.of(stack)
                    .filter(found -> found.id().arn().equals(arn))
                    .map(found -> found.physicalResourceIds()
                            .get(request.path("LogicalResourceId").asText()));
        } catch (ValidationException gone) {
            return Optional.empty();
        }
    }
}
