package jobsweep.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import java.util.List;
import java.util.Map;
import jobsweep.contract.RequestKind;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;

/// cdk-nag's pack AwsSolutions over all stacks, without a suppression.
class AwsSolutionsTest {
    private final App app = new App(AppProps.builder()
            .context(Map.of(
                    ProviderContext.JOB_PATTERNS,
                    List.of("firmware-*"),
                    ProviderContext.THING_PATTERNS,
                    List.of("greenhouse-*"),
                    ProviderContext.TURN_ON_EVENTS,
                    true,
                    // The CDK warns of a default that it wants every app to choose.
                    "@aws-cdk/core:defaultCrossStackReferences",
                    "strong"))
            .build());

    @Test
    void allStacksPassWithoutFindings() {
        List<Stack> stacks = List.of(
                new JobExecutionCleanupProviderStack(app, "JobsweepProvider"),
                new PlainProviderStack(app, "JobsweepPlainProvider"),
                new JobExecutionCleanupQueueStack(app, "JobsweepQueue"),
                scheduled(),
                deferring(),
                new ExampleStack(app, "JobsweepExample", ExampleStack.Execution.EXAMPLE));
        Aspects.of(app).add(new AwsSolutionsChecks());

        assertThat(stacks).allSatisfy(stack -> {
            assertThat(Annotations.fromStack(stack).findError("*", Match.anyValue()))
                    .isEmpty();
            assertThat(Annotations.fromStack(stack).findWarning("*", Match.anyValue()))
                    .isEmpty();
        });
    }

    private Stack deferring() {
        JobExecutionCleanupQueue queue = JobExecutionCleanupQueue.Builder.create(new Stack(app, "Queue"), "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .build();
        queue.allowDeferred(RequestKind.values());
        Stack stack = new Stack(app, "Deferring");
        JobExecutionCleanupProvider.Builder.create(stack)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .deferTo(queue)
                .build();
        JobExecutionCleanup.Builder.create(stack, "Executions")
                .everyJob()
                .thingName("greenhouse-7")
                .defer(true)
                .build();
        return stack;
    }

    private Stack scheduled() {
        Stack stack = new Stack(app, "Scheduled");
        JobExecutionCleanupQueue.Builder.create(stack, "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .build()
                .cleanUpOnSchedule(
                        "Nightly",
                        ScheduleExpression.rate(Duration.days(1)),
                        CleanupRequest.Builder.create()
                                .jobId("firmware-42")
                                .thingName("*")
                                .build());
        return stack;
    }
}
