package jobsweep.acceptance.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import jobsweep.acceptance.ExampleStack;
import jobsweep.acceptance.ProductAccount;
import jobsweep.acceptance.Synthesis;
import jobsweep.simulator.Scratch;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Execution;

/// The life of the example stack, with an execution that its device is working on, and a stack whose deletion is
/// deferred.
record ExampleScript(ExampleStack.Execution execution) implements Script {
    private static final String STACK = "JobsweepExample";
    private static final String CLEANUP = "Custom::IoTJobExecution";

    @Override
    public boolean play(Screen screen) throws IOException {
        try (Scratch scratch = Scratch.create()) {
            Synthesis synthesis = synthesized(scratch.directory("cdk.out"), execution);
            try (var aws = ProductAccount.builder()
                    .assets(synthesis.assets(STACK, Account.example()))
                    .start()) {
                Instant now = Instant.now();
                aws.jobs()
                        .put(Execution.queued(execution.jobId(), execution.thingName(), execution.number(), now)
                                .startedAt(now));
                Stage stage = new Stage(aws, screen);
                stage.showExecutions("before");
                stage.create(
                        STACK, "a thing, and the cleanup of its job execution", synthesis.template(STACK), Map.of());
                if (!execution.force()) {
                    refuse(stage, synthesis);
                    stage.update(STACK, "the cleanup is put back, now with Force: true", forced(scratch));
                }
                stage.delete(STACK, "Force: true deletes the execution, although it is IN_PROGRESS");
                stage.expectGone(aws.jobs().executions());
                if (!execution.force()) {
                    new DeferredDeletion(execution).play(stage, synthesis);
                }
                return stage.end();
            }
        }
    }

    /// Takes the cleanup out of the stack. An update shows the refusal, and not the stack's deletion, because
    /// a stack in DELETE_FAILED can't be updated any more.
    private static void refuse(Stage stage, Synthesis synthesis) throws IOException {
        stage.update(
                STACK,
                "the cleanup is taken out of the template, and its deletion is refused: three tries",
                withoutCleanup(synthesis));
        stage.expectEvent(CLEANUP, "DELETE_FAILED");
        stage.expectExecution();
    }

    private Template forced(Scratch scratch) throws IOException {
        var forced = new ExampleStack.Execution(execution.jobId(), execution.thingName(), execution.number(), true);
        return synthesized(scratch.directory("forced"), forced).template(STACK);
    }

    private static Synthesis synthesized(Path directory, ExampleStack.Execution execution) {
        return Synthesis.of(directory, app -> {
            new ExampleStack(app, STACK, execution);
            new DeferredDeletion(execution).addTo(app);
        });
    }

    private static Template withoutCleanup(Synthesis synthesis) throws IOException {
        JsonNode template =
                new JsonMapper().readTree(synthesis.templateFile(STACK).toFile());
        ((ObjectNode) template.path("Resources"))
                .properties()
                .removeIf(resource -> resource.getValue().path("Type").asText().equals(CLEANUP));
        return Template.parse(template.toString());
    }
}
