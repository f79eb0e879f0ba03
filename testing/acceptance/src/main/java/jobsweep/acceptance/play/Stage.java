package jobsweep.acceptance.play;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackEvent;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.iot.Execution;

/// Where a script is played: makes the moves, shows what comes of them, and keeps what is not as it should be.
final class Stage {
    private final SimulatedAws aws;
    private final Screen screen;
    private final List<StackEvent> events = new CopyOnWriteArrayList<>();
    private boolean asItShouldBe = true;

    Stage(SimulatedAws aws, Screen screen) {
        this.aws = aws;
        this.screen = screen;
        aws.cloudFormation().onEvent(events::add);
        aws.cloudFormation().onEvent(screen::event);
        aws.iot().onCall(screen::call);
    }

    SimulatedAws aws() {
        return aws;
    }

    Screen screen() {
        return screen;
    }

    /// Creates a stack.
    ///
    /// @return whether that went well
    boolean create(String stack, String remark, Template template, Map<String, String> parameters) {
        screen.command("cloudformation create-stack --stack-name " + stack, remark);
        return perform(aws.cloudFormation().createStack(stack, template, parameters), StackStatus.CREATE_COMPLETE);
    }

    void update(String stack, String remark, Template template) {
        screen.command("cloudformation update-stack --stack-name " + stack, remark);
        perform(aws.cloudFormation().updateStack(stack, template, Map.of()), StackStatus.UPDATE_COMPLETE);
    }

    void delete(String stack, String remark) {
        screen.command("cloudformation delete-stack --stack-name " + stack, remark);
        perform(aws.cloudFormation().deleteStack(stack), StackStatus.DELETE_COMPLETE);
    }

    private boolean perform(CompletableFuture<Stack> move, StackStatus expected) {
        StackStatus status = move.join().status();
        showExecutions("now");
        expect(status == expected, "the stack should be in " + expected + ", is in " + status);
        return status == expected;
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

    /// Expects that none of these is there any more.
    void expectGone(Collection<Execution> executions) {
        List<String> left =
                aws.jobs().executions().stream().map(Execution::label).toList();
        executions.stream()
                .map(Execution::label)
                .filter(left::contains)
                .forEach(label -> expect(false, label + " should be gone"));
    }

    /// Ends the play with its verdict.
    boolean end() {
        expect(
                aws.bucket().violations().isEmpty(),
                "the protocol was violated: " + aws.bucket().violations());
        screen.verdict(asItShouldBe);
        return asItShouldBe;
    }

    void expect(boolean condition, String otherwise) {
        if (!condition) {
            asItShouldBe = false;
            screen.complaint(otherwise);
        }
    }
}
