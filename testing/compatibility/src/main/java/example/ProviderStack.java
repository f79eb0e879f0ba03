package example;

import java.util.List;
import java.util.Map;
import jobsweep.contract.RequestKind;
import jobsweep.infra.FunctionRuntime;
import jobsweep.infra.IJobExecutionCleanupQueue;
import jobsweep.infra.JobExecutionCleanup;
import jobsweep.infra.JobExecutionCleanupProvider;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// A provider with every setting, and cleanups with every property.
final class ProviderStack extends Stack {

    ProviderStack(Construct scope, String id, IJobExecutionCleanupQueue queue) {
        super(scope, id);
        Company company = Company.in(this);
        JobExecutionCleanupProvider provider = JobExecutionCleanupProvider.Builder.create(this)
                .jobPatterns(List.of("firmware-*"))
                .thingPatterns(List.of("greenhouse-*"))
                .longestGracePeriod(Duration.minutes(2))
                .allowCleanups(RequestKind.EVERY_JOB_ON_A_THING, RequestKind.EVERY_THING_OF_A_JOB)
                .deferTo(queue)
                .runtime(FunctionRuntime.MANAGED)
                .architecture(Architecture.ARM_64)
                .memorySize(1024)
                .description("Deletes job executions with their stack")
                .functionName("provider")
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
                .logRetention(RetentionDays.ONE_YEAR)
                .alarm(true)
                .alarmActions(List.of(company.alarmAction()))
                .build();
        JobExecutionCleanup.Builder.create(this, "One")
                .jobId("firmware-42")
                .thingName("greenhouse-7")
                .executionNumber(1)
                .namespaceId("namespace")
                .gracePeriod(Duration.minutes(1))
                .force(false)
                .defer(true)
                .removalPolicy(RemovalPolicy.DESTROY)
                .condition(CfnCondition.Builder.create(this, "InFrankfurt")
                        .expression(Fn.conditionEquals(getRegion(), "eu-central-1"))
                        .build())
                .provider(provider)
                .build();
        JobExecutionCleanup.Builder.create(this, "EveryJob")
                .everyJob()
                .thingName("greenhouse-7")
                .build();
        JobExecutionCleanup.Builder.create(this, "EveryThing")
                .jobId("firmware-42")
                .everyThing()
                .build();
    }
}
