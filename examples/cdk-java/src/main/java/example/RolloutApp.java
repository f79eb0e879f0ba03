package example;

import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupProvider;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iot.CfnThing;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// A thing, and the job executions on it that are deleted with the stack, before the thing. The function that does it
/// is part of the stack.
public final class RolloutApp {
    private RolloutApp() {}

    public static void main(String[] args) {
        App app = new App();
        new RolloutStack(app, "Rollout");
        app.synth();
    }

    private static final class RolloutStack extends Stack {
        RolloutStack(Construct scope, String id) {
            super(scope, id);
            CfnThing thing =
                    CfnThing.Builder.create(this, "Thing").thingName("greenhouse-7").build();

            JobExecutionCleanupProvider.Builder.create(this)
                    .logRetention(RetentionDays.ONE_YEAR)
                    .build();

            // One execution.
            JobExecutionCleanup.Builder.create(this, "Firmware")
                    .jobId("firmware-42")
                    .thingName(thing.getRef())
                    .executionNumber(1)
                    .build();

            // Every execution of the job on the thing. One that is in progress has a minute to end by itself.
            JobExecutionCleanup.Builder.create(this, "Certificates")
                    .jobId("certificates-2026")
                    .thingName(thing.getRef())
                    .gracePeriod(Duration.minutes(1))
                    .force(true)
                    .build();
        }
    }
}
