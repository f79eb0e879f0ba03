package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.ReceivedAnswer;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;

/// What must hold in every world, whatever went wrong in it.
record Invariants(World world) {
    /// AWS IoT deletes without a condition: what is made again under its number between the look and the call can't be
    /// told from what was there.
    private static final Duration BETWEEN_LOOK_AND_CALL = Duration.ofSeconds(1);

    private static final int MOST_RECEIVED = 10;

    /// A proxy's 403 is taken for a lasting denial. Where SQS fails over and over, which uses up tries, the last one
    /// may meet it.
    private static final String DENIED_BY_OTHERS = "by something between the function and AWS IoT";

    /// Finds what does not hold.
    void check() {
        world.evidence.sent.forEach(this::answered);
        world.aws
                .bucket()
                .violations()
                .forEach(violation ->
                        find("the protocol is kept", "%s: %s".formatted(violation.requestId(), violation.what())));
        world.evidence.deleted.forEach(this::named);
        world.evidence.sent.stream().filter(sent -> sent.is("Delete")).forEach(this::gone);
        world.evidence.stackEvents.forEach(this::reasoned);
        secrets();
        policy();
    }

    /// Finds what does not hold of a queue that nobody but providers sends to.
    void checkDeferred(String deadLetterQueue) {
        world.evidence.deletedLater.forEach(this::deferred);
        List<JsonNode> unexpected = deadLetters(deadLetterQueue).stream()
                .filter(letter -> !letter.toString().contains(DENIED_BY_OTHERS))
                .toList();
        require(
                unexpected.isEmpty() || world.evidence.sent.stream().anyMatch(this::deferredFromElsewhere),
                "what is deferred gets nowhere else",
                unexpected.toString());
    }

    private List<JsonNode> deadLetters(String queue) {
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("QueueUrl", world.aws.sqs().url(queue));
        request.put("MaxNumberOfMessages", MOST_RECEIVED)
                .putArray("MessageAttributeNames")
                .add("All");
        // Received ones are hidden.
        return Stream.generate(() ->
                        world.aws.sqs().asOperator("ReceiveMessage", request).path("Messages"))
                .takeWhile(messages -> !messages.isEmpty())
                .flatMap(JsonNode::valueStream)
                .toList();
    }

    /// Whether AWS IoT can't find what a Delete defers in the namespace that it says, which is seen once it can be
    /// deleted, and told by a dead letter.
    private boolean deferredFromElsewhere(Sent sent) {
        return sent.is("Delete")
                && sent.says("Defer")
                && sent.named().stream().anyMatch(execution -> !isInNamespace(execution, sent));
    }

    private static boolean isInNamespace(Execution execution, Sent sent) {
        JsonNode namespace = sent.properties().path("NamespaceId");
        return namespace.isMissingNode()
                || execution.namespaceId().filter(namespace.asText()::equals).isPresent();
    }

    /// Nothing is deleted later but what a Delete left that says so.
    private void deferred(DeletedLater deleted) {
        Execution execution = deleted.execution();
        String what = "%s, queued at %s, later, at %s".formatted(execution.label(), execution.queuedAt(), deleted.at());
        List<Sent> naming = world.evidence.sent.stream()
                .filter(sent ->
                        sent.is("Delete") && sent.says("Defer") && !sent.at().isAfter(deleted.at()))
                .filter(sent -> names(sent, execution, deleted.at()))
                .toList();
        require(!naming.isEmpty(), "the id names what is deleted", what);
        List<Sent> before = naming.stream()
                .filter(sent -> wasThere(execution, sent, deleted.at()))
                .toList();
        require(naming.isEmpty() || !before.isEmpty(), "what came later stays", what);
        require(
                !deleted.forced() || before.stream().anyMatch(sent -> sent.says("Force")),
                "only Force deletes by force",
                what);
    }

    /// Every request is answered before CloudFormation stops waiting.
    private void answered(Sent sent) {
        List<ReceivedAnswer> answers = answersTo(sent);
        if (world.faults.isForbiddenForEver(sent.id())) {
            if (world.evidence.logs.stream().noneMatch(line -> line.contains(sent.id()) && line.contains("403"))) {
                find("what can't be answered is logged", sent.toString());
            }
            return;
        }
        if (answers.isEmpty()) {
            find("every request is answered", sent + " never was");
        } else if (answers.getFirst().at().isAfter(sent.timesOutAt())) {
            find(
                    "every request is answered",
                    "%s was at %s, after %s".formatted(sent, answers.getFirst().at(), sent.timesOutAt()));
        }
    }

    /// Nothing is deleted but what a Delete's id names, and the user's template named.
    private void named(Deleted deleted) {
        Sent sent = deleted.by();
        Execution execution = deleted.execution();
        String what =
                "%s, queued at %s, by %s at %s".formatted(execution.label(), execution.queuedAt(), sent, deleted.at());
        require(sent.is("Delete"), "only a Delete deletes", what);
        require(names(sent, execution, deleted.at()), "the id names what is deleted", what);
        require(wasThere(execution, sent, deleted.at()), "what came later stays", what);
        require(wasInTemplate(sent), "the template named what is deleted", what);
        require(!isStillNamed(deleted, sent), "what the stack still names stays", what);
        require(!deleted.forced() || sent.says("Force"), "only Force deletes by force", what);
    }

    /// Whether a Delete's id names it, as far as anybody can know.
    private static boolean names(Sent delete, Execution execution, Instant deletedAt) {
        return delete.naming()
                .map(id -> wasMadeMeanwhile(execution, deletedAt) ? id.asInTemplate() : id)
                .filter(id -> id.covers(execution))
                .isPresent();
    }

    /// Whether it was queued before a Delete was sent, likewise.
    private boolean wasThere(Execution execution, Sent delete, Instant deletedAt) {
        return !execution.queuedAt().isAfter(world.evidence.latestTaken(delete))
                || wasMadeMeanwhile(execution, deletedAt);
    }

    private static boolean wasMadeMeanwhile(Execution execution, Instant deletedAt) {
        return execution.queuedAt().isAfter(deletedAt.minus(BETWEEN_LOOK_AND_CALL));
    }

    private boolean wasInTemplate(Sent delete) {
        return world.evidence.sent.stream()
                .filter(earlier -> !earlier.is("Delete") && earlier.concernsSameResourceAs(delete))
                .map(earlier -> Naming.ofProperties(earlier.properties()))
                .anyMatch(naming -> delete.naming()
                        .map(Naming::asInTemplate)
                        .filter(naming::equals)
                        .isPresent());
    }

    private static boolean isStillNamed(Deleted deleted, Sent delete) {
        return deleted.heldAs()
                .filter(id ->
                        !id.equals(delete.request().path("PhysicalResourceId").asText()))
                .flatMap(Naming::ofId)
                .filter(held -> held.covers(deleted.execution()))
                .isPresent();
    }

    /// What a Delete was sent for is gone when it has succeeded.
    private void gone(Sent delete) {
        if (!succeeded(delete)) {
            return;
        }
        List<Execution> left = world.aws.jobs().executions();
        delete.named().stream()
                .filter(named -> isInNamespace(named, delete))
                .filter(named -> left.stream()
                        .filter(execution -> isSame(execution, named))
                        .anyMatch(execution -> !delete.says("Defer") || isDeletable(execution)))
                .forEach(named ->
                        find("what should be gone is gone", "%s in spite of %s".formatted(named.label(), delete)));
    }

    /// Whether AWS IoT would delete it without force: a request for what it refuses for ever waits until it is given
    /// up.
    private boolean isDeletable(Execution execution) {
        return world.readings.iot().deletable().contains(execution.status());
    }

    private boolean succeeded(Sent delete) {
        return answersTo(delete).stream()
                .findFirst()
                .filter(first -> !first.at().isAfter(delete.timesOutAt()))
                .filter(first -> first.json().path("Status").asText().equals("SUCCESS"))
                .isPresent();
    }

    /// What came since the request was sent, for the first time or again.
    private List<ReceivedAnswer> answersTo(Sent sent) {
        return world.aws.bucket().answersFor(sent.id()).stream()
                .filter(answer -> !answer.at().isBefore(sent.at()))
                .toList();
    }

    private static boolean isSame(Execution one, Execution other) {
        return one.jobId().equals(other.jobId())
                && one.thingName().equals(other.thingName())
                && one.number() == other.number()
                && one.queuedAt().equals(other.queuedAt());
    }

    private void reasoned(StackEvent event) {
        require(
                !event.status().endsWith("_FAILED") || !event.reason().isBlank(),
                "a failure has a reason",
                event.toString());
    }

    private void secrets() {
        List<String> shown = Stream.concat(
                        world.evidence.logs.stream(),
                        world.evidence.stackEvents.stream().map(StackEvent::reason))
                .toList();
        shown.stream().filter(line -> line.contains("X-Amz-")).forEach(line -> find("no secret is shown", line));
        world.evidence.sent.forEach(sent -> shown.stream()
                .filter(line -> line.contains(sent.signature()))
                .forEach(line -> find("no secret is shown", line)));
    }

    /// Whatever reaches AWS IoT is allowed there, and played.
    private void policy() {
        for (Call call : world.aws.iot().calls()) {
            switch (call.errorCode()) {
                case "AccessDeniedException" -> find("the policy allows what is called", call.toString());
                case "SimulatorDefect", "UnknownOperationException" ->
                    find("the simulator knows what is called", call.toString());
                default -> {
                    // What AWS IoT may say to anybody.
                }
            }
        }
    }

    private void require(boolean holds, String invariant, String what) {
        if (!holds) {
            find(invariant, what);
        }
    }

    private void find(String invariant, String what) {
        world.history.find(invariant, what);
    }
}
