package example;

import java.util.List;
import jobsweep.contract.RequestKind;
import jobsweep.infra.IJobExecutionCleanupProvider;
import jobsweep.infra.IJobExecutionCleanupQueue;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupProvider;
import jobsweep.infra.JobExecutionCleanupProviderAttributes;
import jobsweep.infra.JobExecutionCleanupQueue;
import jobsweep.infra.JobExecutionCleanupQueueAttributes;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// A provider and a queue of other apps, with every attribute. Settings are left alone: these are the defaults.
final class ImportsStack extends Stack {

    ImportsStack(Construct scope, String id) {
        super(scope, id);
        IJobExecutionCleanupProvider provider = JobExecutionCleanupProvider.fromAttributes(
                this,
                "SharedProvider",
                JobExecutionCleanupProviderAttributes.builder()
                        .serviceToken(Fn.importValue("JobsweepServiceToken"))
                        .serviceTimeout(Fn.importValue("JobsweepServiceTimeout"))
                        .longestGracePeriod(Duration.minutes(1))
                        .allowCleanups(RequestKind.EVERY_JOB_ON_A_THING)
                        .build());
        JobExecutionCleanup.Builder.create(this, "Shared")
                .everyJob()
                .thingName("greenhouse-7")
                .provider(provider)
                .build();
        IJobExecutionCleanupQueue queue = JobExecutionCleanupQueue.fromAttributes(
                this,
                "SharedQueue",
                JobExecutionCleanupQueueAttributes.builder()
                        .queueArn("arn:aws:sqs:eu-central-1:111122223333:cleanups")
                        .queueUrl("https://sqs.eu-central-1.amazonaws.com/111122223333/cleanups")
                        .keyArn("arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555")
                        .consumerName("cleanups")
                        .jobPatterns(List.of("firmware-*"))
                        .thingPatterns(List.of("greenhouse-*"))
                        .allowDeferred(RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING)
                        .build());
        JobExecutionCleanupProvider.Builder.create(this).deferTo(queue).build();
        JobExecutionCleanup.Builder.create(this, "Own")
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .defer(true)
                .build();
    }
}
