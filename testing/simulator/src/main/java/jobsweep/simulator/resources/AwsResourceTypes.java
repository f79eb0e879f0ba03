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
        var types = new HashMap<String, ResourceType>(Map.ofEntries(
                Map.entry("AWS::CloudWatch::Alarm", new AlarmType(names, services.alarms())),
                Map.entry(
                        "AWS::Events::Rule",
                        new EventRuleType(names, services.sources().bus())),
                Map.entry("AWS::IAM::Role", new RoleType(names, services.iam())),
                Map.entry("AWS::IAM::RolePolicy", new RolePolicyType(names, services.iam())),
                Map.entry("AWS::IoT::Thing", new ThingType(names, services.iot())),
                Map.entry(
                        "AWS::IoT::TopicRule",
                        new TopicRuleType(names, services.sources().topicRules())),
                Map.entry("AWS::Lambda::EventInvokeConfig", new EventInvokeConfigType(names, functions)),
                Map.entry("AWS::Lambda::Function", new FunctionType(names, assets, functions, services.mappings())),
                Map.entry(
                        "AWS::SQS::QueuePolicy",
                        new QueuePolicyType(names, services.sources().queues())),
                Map.entry(
                        "AWS::Scheduler::Schedule",
                        new ScheduleType(names, services.sources().schedules()))));
        types.putAll(InertTypes.of(names));
        types.put("AWS::Lambda::EventSourceMapping", new EventSourceMappingType(names, services.mappings()));
        types.put("AWS::SQS::Queue", new QueueType(names, services.sqs()));
        return Map.copyOf(types);
    }
}
