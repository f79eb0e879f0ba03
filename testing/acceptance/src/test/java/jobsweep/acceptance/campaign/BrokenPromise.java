package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jobsweep.invocation.Invocation;
import jobsweep.simulator.iot.Execution;

/// PlayedFunctions that break a promise each, to show that a campaign finds it.
enum BrokenPromise implements PlayedFunctions {
    /// Keeps silent.
    NEVER_ANSWERS("every request is answered") {
        @Override
        void handle(Event event) {}
    },
    ANSWERS_TWICE("one answer for each attempt") {
        @Override
        void handle(Event event) throws IOException {
            event.handleAsBuilt();
            event.answer("SUCCESS", "twice");
        }
    },
    FAILS_WITHOUT_A_REASON("the protocol is kept") {
        @Override
        void handle(Event event) throws IOException {
            event.answer("FAILED", "");
        }
    },
    NEVER_ENDS("the function ends by itself") {
        @Override
        void handle(Event event) {
            event.sandbox().pause(Duration.ofDays(1));
        }
    },
    THROWS("the function ends by itself") {
        @Override
        void handle(Event event) {
            throw new IllegalStateException("broken");
        }
    },
    LOGS_ITS_EVENT("no secret is shown") {
        @Override
        void handle(Event event) throws IOException {
            event.invocation().log().lines().accept(event.json().toString());
            event.handleAsBuilt();
        }
    },
    GIVES_THE_URL_AS_A_REASON("no secret is shown") {
        @Override
        void handle(Event event) throws IOException {
            event.answer("FAILED", event.json().path("ResponseURL").asText());
        }
    },
    DELETES_ON_CREATE("only a Delete deletes") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Create")) {
                event.deleteByProperties(false);
            }
            event.handleAsBuilt();
        }
    },
    /// Goes by what the template says at last, as if the id said nothing.
    DELETES_BY_PROPERTIES("the id names what is deleted") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Delete")) {
                event.deleteByProperties(false);
            }
            event.handleAsBuilt();
        }
    },
    DELETES_WITHOUT_LOOKING("what came later stays") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Delete")) {
                event.sandbox().pause(Duration.ofMinutes(1));
                event.deleteByProperties(false);
            }
            event.handleAsBuilt();
        }
    },
    ALWAYS_FORCES("only Force deletes by force") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Delete")) {
                event.deleteByProperties(true);
            }
            event.handleAsBuilt();
        }
    },
    DELETES_NOTHING("what should be gone is gone") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Delete")) {
                event.answer("SUCCESS", event.json().path("PhysicalResourceId").asText());
            } else {
                event.handleAsBuilt();
            }
        }
    },
    /// Gives a resource an id that overlaps its old one, whereupon CloudFormation deletes what the old one names.
    DELETES_WHAT_THE_STACK_STILL_NAMES("what the stack still names stays") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Update")) {
                event.answer("SUCCESS", event.overlappingId());
            } else {
                event.handleAsBuilt();
            }
        }
    },
    /// Whatever a job or a thing has when it comes to that.
    DELETES_WHAT_CAME_TO_A_WHOLE("what came later stays") {
        @Override
        void handle(Event event) throws IOException {
            if (event.is("Delete")) {
                event.deleteWhole();
            }
            event.handleAsBuilt();
        }
    },
    LOSES_WHAT_IS_DEFERRED("what should be gone is gone") {
        @Override
        void handle(Event event) throws IOException {
            if (!event.isBatch()) {
                event.handleAsBuilt();
            }
        }
    },
    DELETES_WHAT_CAME_AFTER_A_DEFERRAL("what came later stays") {
        @Override
        void handle(Event event) throws IOException {
            if (event.isBatch()) {
                event.forgetWhich();
            }
            event.handleAsBuilt();
        }
    },
    CALLS_WHAT_IT_MAY_NOT("the policy allows what is called") {
        @Override
        void handle(Event event) throws IOException {
            event.describe("of-somebody-else");
            event.handleAsBuilt();
        }
    };

    private static final JsonMapper JSON = new JsonMapper();

    /// Those of the queue's consumer.
    private static final Set<BrokenPromise> BATCHES =
            Set.of(LOSES_WHAT_IS_DEFERRED, DELETES_WHAT_CAME_AFTER_A_DEFERRAL);

    private final String promise;

    BrokenPromise(String promise) {
        this.promise = promise;
    }

    /// The invariant that it breaks.
    String promise() {
        return promise;
    }

    abstract void handle(Event event) throws IOException;

    @Override
    public Body load(Sandbox sandbox) {
        Body built = PlayedFunctions.built(sandbox);
        return (input, output, invocation) -> {
            JsonNode json = JSON.readTree(input);
            // Who is told of a failure is not the one that is broken.
            if (json.has("requestPayload") && this != NEVER_ANSWERS) {
                built.handle(stream(json), output, invocation);
            } else {
                Event event = new Event(json, built, sandbox, invocation);
                if (event.isBatch() && !BATCHES.contains(this)) {
                    built.handle(stream(json), output, invocation);
                } else {
                    handle(event);
                }
            }
        };
    }

    private static InputStream stream(JsonNode json) {
        return new ByteArrayInputStream(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// An event, and what can be done about it.
    record Event(JsonNode json, Body built, Sandbox sandbox, Invocation invocation) {
        boolean is(String requestType) {
            return json.path("RequestType").asText().equals(requestType);
        }

        boolean isBatch() {
            return json.has("Records");
        }

        /// Has the batch's requests be about whatever their job has on their thing by now.
        void forgetWhich() throws IOException {
            for (JsonNode message : json.path("Records")) {
                ObjectNode request =
                        (ObjectNode) JSON.readTree(message.path("body").asText());
                request.remove(List.of("QueuedBefore", "QueuedAt", "ExecutionNumber"));
                ((ObjectNode) message).put("body", request.toString());
            }
        }

        void deleteWhole() {
            String id = json.path("PhysicalResourceId").asText();
            Optional<Naming> whole = Naming.ofId(id).filter(naming -> id.contains(Naming.EVERY));
            if (whole.isPresent()) {
                sandbox.pause(Duration.ofMinutes(2));
                sandbox.world.aws.jobs().executions().stream()
                        .filter(whole.get()::covers)
                        .forEach(this::delete);
            }
        }

        private void delete(Execution execution) {
            try {
                Network.IOT.deleteJobExecution(request -> request.jobId(execution.jobId())
                        .thingName(execution.thingName())
                        .executionNumber(execution.number()));
            } catch (RuntimeException failed) {
                // It is gone, or stays: this function does not care.
            }
        }

        void handleAsBuilt() throws IOException {
            built.handle(stream(json), OutputStream.nullOutputStream(), invocation);
        }

        void answer(String status, String text) {
            ObjectNode answer = JSON.createObjectNode()
                    .put("Status", status)
                    .put("Reason", text)
                    .put("PhysicalResourceId", text.isEmpty() ? "nothing" : text);
            for (String member : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
                answer.set(member, json.path(member));
            }
            URI url = URI.create(json.path("ResponseURL").asText());
            var _ = sandbox.platform.put(
                    url, answer.toString().getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(5));
        }

        String overlappingId() {
            String[] id = json.path("PhysicalResourceId").asText().split("/", -1);
            return id[0] + "/" + id[1] + (id.length == 2 ? "/1" : "");
        }

        void deleteByProperties(boolean force) {
            JsonNode properties = json.path("ResourceProperties");
            try {
                Network.IOT.deleteJobExecution(request -> request.jobId(
                                properties.path("JobId").asText())
                        .thingName(properties.path("ThingName").asText())
                        .executionNumber(properties.path("ExecutionNumber").asLong(1))
                        .force(force));
            } catch (RuntimeException failed) {
                // It is gone, or stays: this function does not care.
            }
        }

        void describe(String jobId) {
            try {
                Network.IOT.describeJobExecution(request -> request.jobId(jobId).thingName("pump-1"));
            } catch (RuntimeException denied) {
                // That is what it is for.
            }
        }
    }
}
