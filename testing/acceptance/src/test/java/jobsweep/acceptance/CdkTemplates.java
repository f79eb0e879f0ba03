package jobsweep.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import jobsweep.contract.RequestKind;
import jobsweep.infra.CleanupRequest;
import jobsweep.infra.FunctionRuntime;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupDashboard;
import jobsweep.infra.JobExecutionCleanupProvider;
import jobsweep.infra.JobExecutionCleanupProviderStack;
import jobsweep.infra.JobExecutionCleanupQueue;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Template;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AccountRootPrincipal;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iot.CfnThing;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/// Templates as the CDK library makes them. All come from one app: the CDK's Node.js takes seconds to start.
enum CdkTemplates {
    /// The provider for the templates of others.
    PROVIDER,

    /// A thing and a cleanup of `firmware-42`'s execution 1 on it, with a function of their own.
    EXAMPLE,

    /// Every execution of `firmware-42` on `greenhouse-7`, with a function of their own.
    EVERY_EXECUTION,

    /// Three executions on things that belong to nobody's stack, with a function of their own.
    FIRST_ROLLOUT,

    /// The same three cleanups, each pointed elsewhere in its own way.
    SECOND_ROLLOUT,

    /// The same change, which fails once all three cleanups are replaced.
    FAILING_ROLLOUT,

    /// A cleanup of `firmware-42`'s execution 1 on `greenhouse-7` that is kept, by the provider's function.
    RETAIN,
    RETAIN_ON_UPDATE_OR_DELETE,

    /// `EVERY_EXECUTION` on its way from its own function to the provider's: both cleanups, and none of them deletes.
    MOVING,

    /// The same, which fails once the new cleanup is there.
    FAILING_MOVE,

    /// The new cleanup alone.
    MOVED,

    /// A queue for cleanups of `firmware-*` on `pump-*`, with every source, that turns on events about job executions.
    QUEUE,

    /// The same queue with one source, whose requests are tried once.
    QUEUE_WITH_ONE_TRY,

    /// Thirty executions of `firmware-42` on five things, with a function of their own.
    FLEET_OF_30,

    /// A queue for whatever is deferred.
    DEFER_QUEUE,

    /// A thing, every job's executions on it, deferred to that queue, and a function of its own.
    DEFERRED_THING,

    /// Execution 1 of `firmware-42` on a thing of nobody's stack, deferred to that queue, with a function of its own.
    DEFERRED_EXECUTION,

    /// The same cleanup, pointed at execution 2.
    DEFERRED_REPLACEMENT,

    /// Execution 1 of `firmware-42` on `greenhouse-9`, which a role of the stack's account may delete, and a function
    /// of its own that assumes it.
    AS_ANOTHER_ROLE;

    /// What all functions run on. The tests are played on each runtime, in a JVM of their own.
    private static final FunctionRuntime RUNTIME =
            FunctionRuntime.valueOf(System.getProperty("jobsweep.runtime", "MANAGED"));

    private static final String DEFERRED = "Deferred";

    /// Where tests unpack the function, one after another. The directory is named after what is in it.
    static final Path CODE_DIRECTORY = Path.of("target", "test-code");

    Template template() {
        return Template.parse(text());
    }

    String text() {
        try {
            return Files.readString(Synthesized.APP.templateFile(stackName()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The files that all these templates expect in S3.
    static Assets assets(Account account) throws IOException {
        return Synthesized.APP.assets(PROVIDER.stackName(), account);
    }

    private void addTo(App app) {
        switch (this) {
            case PROVIDER -> new JobExecutionCleanupProviderStack(app, stackName());
            case EXAMPLE -> new ExampleStack(app, stackName(), ExampleStack.Execution.EXAMPLE);
            case EVERY_EXECUTION -> everyExecution(new Stack(app, stackName()));
            case FIRST_ROLLOUT -> firstRollout(new Stack(app, stackName()));
            case SECOND_ROLLOUT -> secondRollout(new Stack(app, stackName()));
            case FAILING_ROLLOUT -> failingRollout(new Stack(app, stackName()));
            case RETAIN, RETAIN_ON_UPDATE_OR_DELETE ->
                deployed(new Stack(app, stackName()), "Rollout", RemovalPolicy.valueOf(name()))
                        .executionNumber(1)
                        .build();
            case MOVING -> moving(new Stack(app, stackName()));
            case FAILING_MOVE -> failingMove(new Stack(app, stackName()));
            case MOVED ->
                deployed(new Stack(app, stackName()), "Shared", RemovalPolicy.DESTROY)
                        .build();
            case QUEUE -> addSources(queue(new Stack(app, stackName()), 10));
            case QUEUE_WITH_ONE_TRY -> queue(new Stack(app, stackName()), 1).cleanUpFinishedExecutions();
            case FLEET_OF_30 -> fleet(new Stack(app, stackName()), 30);
            case DEFER_QUEUE -> deferQueue(new Stack(app, stackName()));
            case DEFERRED_THING -> deferredThing(deferring(app));
            case DEFERRED_EXECUTION -> deferredExecution(deferring(app), 1);
            case DEFERRED_REPLACEMENT -> deferredExecution(deferring(app), 2);
            case AS_ANOTHER_ROLE -> asAnotherRole(new Stack(app, stackName()));
        }
    }

    private String stackName() {
        return name().replace('_', '-');
    }

    private static void everyExecution(Stack stack) {
        cleanup(stack, "Rollout", "firmware-42", "greenhouse-7").build();
    }

    private static void firstRollout(Stack stack) {
        cleanup(stack, "OtherNumber", "firmware-42", "greenhouse-1")
                .executionNumber(1)
                .build();
        cleanup(stack, "OtherThing", "firmware-42", "greenhouse-2")
                .executionNumber(1)
                .build();
        cleanup(stack, "OtherJob", "firmware-41", "greenhouse-1")
                .executionNumber(1)
                .build();
    }

    private static void secondRollout(Stack stack) {
        cleanup(stack, "OtherNumber", "firmware-42", "greenhouse-1")
                .executionNumber(2)
                .build();
        cleanup(stack, "OtherThing", "firmware-42", "greenhouse-3")
                .executionNumber(1)
                .build();
        cleanup(stack, "OtherJob", "firmware-43", "greenhouse-1")
                .executionNumber(1)
                .build();
    }

    private static void failingRollout(Stack stack) {
        secondRollout(stack);
        failAfterCleanups(stack);
    }

    private static void moving(Stack stack) {
        cleanup(stack, "Rollout", "firmware-42", "greenhouse-7")
                .removalPolicy(RemovalPolicy.RETAIN)
                .build();
        deployed(stack, "Shared", RemovalPolicy.RETAIN).build();
    }

    private static void failingMove(Stack stack) {
        moving(stack);
        failAfterCleanups(stack);
    }

    private static void failAfterCleanups(Stack stack) {
        CfnThing taken =
                CfnThing.Builder.create(stack, "Taken").thingName("taken").build();
        stack.getNode().getChildren().stream()
                .filter(JobExecutionCleanup.class::isInstance)
                .forEach(taken.getNode()::addDependency);
    }

    /// A cleanup by the provider's function.
    private static JobExecutionCleanup.Builder deployed(Stack stack, String id, RemovalPolicy policy) {
        return cleanup(stack, id, "firmware-42", "greenhouse-7")
                .removalPolicy(policy)
                .provider(JobExecutionCleanupProvider.fromServiceToken(
                        stack, id + "Provider", Fn.importValue(JobExecutionCleanupProviderStack.EXPORT_NAME)));
    }

    private static JobExecutionCleanupQueue queue(Stack stack, int maximumTries) {
        JobExecutionCleanupQueue queue = JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("pump-*"))
                .maximumTries(maximumTries)
                .build();
        CfnOutput.Builder.create(stack, "QueueUrl")
                .value(queue.getQueue().getQueueUrl())
                .build();
        CfnOutput.Builder.create(stack, "DeadLetterQueueUrl")
                .value(queue.getDeadLetterQueue().getQueueUrl())
                .build();
        return queue;
    }

    private static void addSources(JobExecutionCleanupQueue queue) {
        queue.turnOnEvents();
        queue.cleanUpFinishedExecutions();
        queue.cleanUpDeletedThings();
        queue.cleanUpOnSchedule(
                "Nightly",
                ScheduleExpression.rate(Duration.days(1)),
                CleanupRequest.Builder.create()
                        .jobId("firmware-42")
                        .thingName("*")
                        .onlyFinished(true)
                        .build());
        new JobExecutionCleanupDashboard(Stack.of(queue), "Dashboard", queue);
    }

    private static void deferQueue(Stack stack) {
        JobExecutionCleanupQueue.Builder.create(stack, DEFERRED)
                .jobPatterns(List.of("*"))
                .thingPatterns(List.of("*"))
                .build()
                .allowDeferred(RequestKind.values());
    }

    /// A stack whose own function has the queue to defer to.
    private Stack deferring(App app) {
        Stack stack = new Stack(app, stackName());
        JobExecutionCleanupProvider.Builder.create(stack)
                .deferTo((JobExecutionCleanupQueue) app.getNode()
                        .findChild(DEFER_QUEUE.stackName())
                        .getNode()
                        .findChild(DEFERRED))
                .build();
        return stack;
    }

    private static void deferredExecution(Stack stack, long number) {
        cleanup(stack, "Rollout", "firmware-42", "greenhouse-7")
                .executionNumber(number)
                .defer(true)
                .build();
    }

    private static void deferredThing(Stack stack) {
        CfnThing thing = CfnThing.Builder.create(stack, "Thing")
                .thingName("greenhouse-8")
                .build();
        JobExecutionCleanup.Builder.create(stack, "Rollout")
                .thingName(thing.getRef())
                .everyJob()
                .defer(true)
                .build();
    }

    private static void asAnotherRole(Stack stack) {
        Role role = Role.Builder.create(stack, "Fleet")
                .assumedBy(new AccountRootPrincipal())
                .build();
        role.addToPolicy(PolicyStatement.Builder.create()
                .actions(List.of("iot:DescribeJobExecution", "iot:DeleteJobExecution"))
                .resources(List.of("*"))
                .build());
        JobExecutionCleanupProvider.Builder.create(stack).assumedRole(role).build();
        cleanup(stack, "Rollout", "firmware-42", "greenhouse-9")
                .executionNumber(1)
                .build();
    }

    private static void fleet(Stack stack, int size) {
        LongStream.rangeClosed(1, size)
                .forEach(number -> cleanup(stack, "Rollout" + number, "firmware-42", "greenhouse-" + number % 5)
                        .executionNumber(number)
                        .build());
    }

    private static JobExecutionCleanup.Builder cleanup(Stack stack, String id, String jobId, String thingName) {
        return JobExecutionCleanup.Builder.create(stack, id).jobId(jobId).thingName(thingName);
    }

    /// One synthesis for all tests of a JVM.
    private static final class Synthesized {
        static final Synthesis APP = Synthesis.of(Path.of("target", "test-templates"), app -> {
            app.getNode().setContext("jobsweep:runtime", RUNTIME.name());
            for (CdkTemplates template : values()) {
                template.addTo(app);
            }
        });
    }
}
