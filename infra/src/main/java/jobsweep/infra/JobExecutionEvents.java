package jobsweep.infra;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/// The events that AWS IoT publishes about job executions, turned on: one setting for the whole account and Region,
/// which stays on when this is deleted, since others may rely on it by then.
final class JobExecutionEvents {
    private static final String HANDLER = "jobsweep.jobexecution.EventConfigurationsHandler";
    private static final int MEMORY_MIB = 512;

    private JobExecutionEvents() {}

    static void turnOn(Construct parent, LogGroup logs, Architecture architecture) {
        Construct scope = new Construct(parent, "JobExecutionEvents");
        Timing timing = new Timing(GracePeriod.NONE);
        Construct provider = new Construct(scope, "Provider");
        ProviderFunction function = ProviderFunction.create(
                provider,
                logs,
                architecture,
                Function.Builder.create(provider, "Function")
                        .description("Turns on AWS IoT's events about job executions for CloudFormation (jobsweep)")
                        .handler(HANDLER)
                        .memorySize(MEMORY_MIB)
                        .timeout(Duration.seconds(timing.functionTimeout())));
        // The action supports no resources.
        function.policy().allow(List.of("iot:UpdateEventConfigurations"), List.of("*"));
        function.retry(timing.maximumEventAge(), OnFailureFunction.create(provider, logs, architecture));
        CustomResource resource = CustomResource.Builder.create(scope, "Resource")
                .resourceType("Custom::IoTEventConfigurations")
                .serviceToken(function.arn())
                .serviceTimeout(Duration.seconds(timing.serviceTimeout()))
                .properties(Map.of("EventType", "JOB_EXECUTION"))
                .build();
        // Otherwise a request could fail before the on-failure function would hear of it, or after.
        resource.getNode().addDependency(provider);
    }
}
