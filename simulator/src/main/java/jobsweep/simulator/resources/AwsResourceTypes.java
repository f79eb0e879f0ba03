package jobsweep.simulator.resources;

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
        return Map.of(
                "AWS::CDK::Metadata", new MetadataType(names),
                "AWS::CloudWatch::Alarm", new AlarmType(names, services.alarms()),
                "AWS::IAM::RolePolicy", new RolePolicyType(names, services.iam()),
                "AWS::IAM::Role", new RoleType(names, services.iam()),
                "AWS::IoT::Thing", new ThingType(names, services.iot()),
                "AWS::Lambda::EventInvokeConfig", new EventInvokeConfigType(names, functions),
                "AWS::Lambda::Function", new FunctionType(names, assets, functions),
                "AWS::Logs::LogGroup", new LogGroupType(names));
    }
}
