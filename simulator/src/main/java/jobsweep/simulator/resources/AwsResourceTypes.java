package jobsweep.simulator.resources;

import java.util.HashMap;
import java.util.Map;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.ResourceType;

/// The resource types of AWS that the simulator plays.
public final class AwsResourceTypes {
    private AwsResourceTypes() {}

    /// All types by their names, for one account and Region.
    public static Map<String, ResourceType> of(
            Account account, Identifiers identifiers, Assets assets, AwsServices services) {
        var names = new Names(account, identifiers);
        var functions = new Functions(services.lambda(), services.iam());
        var types = new HashMap<String, ResourceType>(Map.of(
                "AWS::CDK::Metadata", new MetadataType(names),
                "AWS::CloudWatch::Alarm", new AlarmType(names, services.alarms()),
                "AWS::IAM::RolePolicy", new RolePolicyType(names, services.iam()),
                "AWS::IAM::Role", new RoleType(names, services.iam()),
                "AWS::IoT::Thing", new ThingType(names, services.iot()),
                "AWS::Lambda::EventInvokeConfig", new EventInvokeConfigType(names, functions),
                "AWS::Lambda::Function", new FunctionType(names, assets, functions, services.queues()),
                "AWS::Logs::LogGroup", new LogGroupType(names)));
        services.queues().ifPresent(queues -> {
            types.put("AWS::Lambda::EventSourceMapping", new EventSourceMappingType(names, queues));
            types.put("AWS::SQS::Queue", new QueueType(names, queues.sqs()));
        });
        return Map.copyOf(types);
    }
}
