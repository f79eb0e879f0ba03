package example;

import java.util.List;
import java.util.Map;
import jobsweep.contract.IotEventType;
import jobsweep.contract.RequestKind;
import jobsweep.infra.CleanupRequest;
import jobsweep.infra.FunctionRuntime;
import jobsweep.infra.JobExecutionCleanupQueue;
import jobsweep.infra.JobExecutionOutcome;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.scheduler.ScheduleExpression;
import software.constructs.Construct;

/// A queue with every setting and every source.
final class QueueStack extends Stack {
    private final JobExecutionCleanupQueue cleanups;

    QueueStack(Construct scope, String id) {
        super(scope, id);
        Company company = Company.in(this);
        this.cleanups = JobExecutionCleanupQueue.Builder.create(this, "Cleanups")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .callsPerSecond(5)
                .maximumConcurrency(2)
                .maximumTries(10)
                .encryptionMasterKey(company.key())
                .runtime(FunctionRuntime.MANAGED)
                .architecture(Architecture.X86_64)
                .memorySize(1024)
                .description("Deletes job executions that ended")
                .functionName("cleanups")
                .code(company.signedArchive())
                .codeSigningConfig(company.codeSigningConfig())
                .role(company.role())
                .vpc(company.vpc())
                .vpcSubnets(Company.SUBNETS)
                .securityGroups(List.of(company.securityGroup()))
                .environment(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128"))
                .environmentEncryption(company.key())
                .reservedConcurrentExecutions(3)
                .tracing(Tracing.ACTIVE)
                .logGroup(company.logGroup())
                .alarm(true)
                .alarmActions(List.of(company.alarmAction()))
                .build();
        cleanups.turnOnEvents(IotEventType.values());
        cleanups.cleanUpFinishedExecutions(JobExecutionOutcome.values());
        cleanups.cleanUpDeletedThings();
        cleanups.allowDeferred(RequestKind.values());
        cleanups.grantSendRequests(
                new ServicePrincipal("events.amazonaws.com"), RequestKind.EVERY_EXECUTION_OF_A_JOB_ON_A_THING);
        cleanups.cleanUpOnSchedule(
                "Nightly",
                ScheduleExpression.rate(Duration.days(1)),
                CleanupRequest.Builder.create()
                        .jobId("firmware-42")
                        .thingName("greenhouse-7")
                        .executionNumber(1)
                        .namespaceId("namespace")
                        .force(true)
                        .build());
        cleanups.cleanUpOnSchedule(
                "Weekly",
                ScheduleExpression.rate(Duration.days(7)),
                CleanupRequest.Builder.create()
                        .jobId("firmware-42")
                        .thingName("greenhouse-7")
                        .onlyFinished(true)
                        .build());
        JobExecutionCleanupQueue.Builder.create(this, "Elsewhere")
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .region("us-west-2")
                .assumedRole(company.role())
                .build();
    }

    JobExecutionCleanupQueue cleanups() {
        return cleanups;
    }
}
