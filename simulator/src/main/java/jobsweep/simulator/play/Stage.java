package jobsweep.simulator.play;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Execution;

/// Where a script is played: makes the moves, shows what comes of them, and keeps what is not as it should be.
final class Stage {
    private final SimulatedAws aws;
    private final Screen screen;
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private int shownCalls;
    private boolean asItShouldBe = true;

    Stage(SimulatedAws aws, Screen screen) {
        this.aws = aws;
        this.screen = screen;
        aws.cloudFormation().onEvent(this::show);
    }

    void create(String stack, Template template) {
        screen.command("create-stack --stack-name " + stack, "");
        perform(aws.cloudFormation().createStack(stack, template, Map.of()), StackStatus.CREATE_COMPLETE);
    }

    void update(String stack, String what, Template template) {
        screen.command("update-stack --stack-name " + stack, what);
        perform(aws.cloudFormation().updateStack(stack, template, Map.of()), StackStatus.UPDATE_COMPLETE);
    }

    void delete(String stack) {
        screen.command("delete-stack --stack-name " + stack, "");
        perform(aws.cloudFormation().deleteStack(stack), StackStatus.DELETE_COMPLETE);
    }

    private void perform(CompletableFuture<Stack> move, StackStatus expected) {
        StackStatus status = move.join().status();
        showNewCalls();
        showExecutions("now");
        expect(status == expected, "the stack should be in " + expected + ", is in " + status);
    }

    void showExecutions(String when) {
        screen.executions(when, aws.jobs().executions());
    }

    /// The physical ids of the resources of a type that were created.
    List<String> physicalIdsOf(String resourceType) {
        return events.stream()
                .filter(event -> event.resourceType().equals(resourceType)
                        && event.status().equals("CREATE_COMPLETE"))
                .map(StackEvent::physicalResourceId)
                .toList();
    }

    void expectEvent(String resourceType, String status) {
        expect(
                events.stream()
                        .anyMatch(event -> event.resourceType().equals(resourceType)
                                && event.status().equals(status)),
                resourceType + " should have had the status " + status);
    }

    void expectExecution() {
        expect(!aws.jobs().executions().isEmpty(), "the job execution should still be there");
    }

    void expectNoExecution() {
        List<String> left =
                aws.jobs().executions().stream().map(Execution::label).toList();
        expect(left.isEmpty(), "no job execution should be left, there is " + left);
    }

    /// Ends the play with its verdict.
    boolean end() {
        expect(
                aws.bucket().violations().isEmpty(),
                "the protocol was violated: " + aws.bucket().violations());
        screen.verdict(asItShouldBe);
        return asItShouldBe;
    }

    private void expect(boolean condition, String otherwise) {
        if (!condition) {
            asItShouldBe = false;
            screen.complaint(otherwise);
        }
    }

    private synchronized void show(StackEvent event) {
        showNewCalls();
        events.add(event);
        screen.event(event);
    }

    private synchronized void showNewCalls() {
        List<Call> calls = aws.iot().calls();
        calls.subList(shownCalls, calls.size()).forEach(screen::call);
        shownCalls = calls.size();
    }
}
