package jobsweep.acceptance.play;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import jobsweep.acceptance.ExampleStack;
import jobsweep.acceptance.Synthesis;
import jobsweep.contract.RequestKind;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupProvider;
import jobsweep.infra.JobExecutionCleanupQueue;
import jobsweep.simulator.iot.Execution;
import jobsweep.simulator.iot.Status;
import jobsweep.simulator.time.Time;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/// A stack that goes while its device is at work, and the execution that goes once the device has ended it: until then
/// its deletion waits in a queue of another stack.
record DeferredDeletion(ExampleStack.Execution execution) {
    private static final String QUEUE = "JobsweepQueue";
    private static final String STACK = "JobsweepDeferred";

    /// The execution is older than a request about it, which is about nothing that came later.
    private static final Duration AGE = Duration.ofMinutes(1);

    void addTo(App app) {
        JobExecutionCleanupQueue queue = JobExecutionCleanupQueue.Builder.create(new Stack(app, QUEUE), "Cleanups")
                .jobPatterns(List.of(execution.jobId()))
                .thingPatterns(List.of(execution.thingName()))
                .build();
        queue.allowDeferred(RequestKind.ONE_EXECUTION);
        Stack stack = new Stack(app, STACK);
        JobExecutionCleanupProvider.Builder.create(stack).deferTo(queue).build();
        JobExecutionCleanup.Builder.create(stack, "Rollout")
                .jobId(execution.jobId())
                .thingName(execution.thingName())
                .executionNumber(execution.number())
                .defer(true)
                .build();
    }

    void play(Stage stage, Synthesis synthesis) throws IOException {
        stage.create(QUEUE, "takes what other stacks can't delete yet", synthesis.template(QUEUE), Map.of());
        CleanupQueue queue = CleanupQueue.in(stage.aws()).orElseThrow();
        CleanupByEvent later = new CleanupByEvent(stage, queue, Time.system());
        Execution atWork = atWork();
        stage.aws().jobs().put(atWork);
        stage.create(STACK, "the cleanup of an execution, with Defer: true", synthesis.template(STACK), Map.of());
        stage.delete(
                STACK, "the device is at work: the stack goes all the same, and leaves the execution to the queue");
        stage.expectExecution();
        later.awaitLook();
        deviceEnds(stage);
        later.awaitEnd();
        later.end(List.of(atWork));
    }

    private Execution atWork() {
        Instant queuedAt = Instant.now().minus(AGE);
        return Execution.queued(execution.jobId(), execution.thingName(), execution.number(), queuedAt)
                .startedAt(queuedAt);
    }

    private void deviceEnds(Stage stage) {
        stage.screen()
                .command(
                        "iot-jobs-data update-job-execution --job-id %s --thing-name %s --status SUCCEEDED"
                                .formatted(execution.jobId(), execution.thingName()),
                        "the device ends the execution; the queue's consumer looks again within half a minute");
        stage.aws().jobs().finish(execution.jobId(), execution.thingName(), execution.number(), Status.SUCCEEDED);
    }
}
