package jobsweep.infra;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import jobsweep.contract.EventConfigurationsResource;
import jobsweep.contract.IotEventType;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Lazy;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/// Events that AWS IoT publishes, turned on: one setting for the whole account and Region, which stays on when this is
/// deleted, since others may rely on it by then. Each deployment turns them on again, where somebody turned them off.
final class TurnedOnEvents {
    private static final String HANDLER = "jobsweep.jobexecution.EventConfigurationsHandler";

    private TurnedOnEvents() {}

    /// @param types as they are when the app is synthesized
    static void turnOn(Construct parent, Collection<IotEventType> types, CommonSettings settings) {
        Construct scope = new Construct(parent, "Events");
        Timing timing = Timing.SHORTEST;
        Construct provider = new Construct(scope, "Provider");
        ProviderFunction function = ProviderFunction.create(
                provider,
                settings,
                Function.Builder.create(provider, "Function")
                        .description("Turns on AWS IoT's events for CloudFormation (jobsweep)")
                        .functionName(settings.name("-events"))
                        .handler(HANDLER)
                        .memorySize(FunctionBuilder.MEMORY_MIB)
                        .timeout(Duration.seconds(timing.functionTimeout())));
        function.policy()
                .allowEverywhere(
                        List.of("iot:DescribeEventConfigurations", "iot:UpdateEventConfigurations"),
                        "AWS IoT has one setting of events for the account and Region, and its actions support no resources");
        function.retry(timing.maximumEventAge(), OnFailureFunction.create(provider, settings, "-events-on-failure"));
        CustomResource resource = CustomResource.Builder.create(scope, "Resource")
                .resourceType(EventConfigurationsResource.TYPE)
                .serviceToken(function.arn())
                .serviceTimeout(Duration.seconds(timing.serviceTimeout()))
                .properties(new TreeMap<>(Map.of(
                        EventConfigurationsResource.EVENT_TYPES.name(),
                        Lazy.uncachedString(context ->
                                types.stream().map(IotEventType::name).collect(Collectors.joining(","))),
                        EventConfigurationsResource.DEPLOYMENT.name(),
                        ProviderContext.deployment(scope.getNode()))))
                .build();
        // Otherwise a request could fail before the on-failure function would hear of it, or after.
        resource.getNode().addDependency(provider);
    }
}
