package jobsweep.simulator.resources;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
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
        Supplier<DeclaredType.Builder> type = () -> DeclaredType.builder(identifiers);
        Map<String, ResourceType> types = new HashMap<>();
        types.putAll(new InertTypes(account, type).all());
        types.putAll(new IamTypes(account, type, services.iam()).all());
        types.putAll(new IotTypes(account, type, services).all());
        types.putAll(new LambdaTypes(account, identifiers, assets, services).all());
        types.putAll(new SqsTypes(type, services.sqs()).all());
        types.put("AWS::CloudWatch::Alarm", new AlarmReader(account).type(type.get(), services.alarms()));
        types.put("AWS::Scheduler::Schedule", new ScheduleReader(account).type(type.get(), services.schedules()));
        return Map.copyOf(types);
    }
}
