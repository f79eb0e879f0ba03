package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.cloudwatch.Alarms;

/// `AWS::CloudWatch::Alarm` on functions. Nobody is told of it: its actions are not carried out.
record AlarmType(Names names, Alarms alarms) implements ResourceType {
    private static final Set<String> UNDERSTOOD = Set.of(
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "ComparisonOperator",
            "DatapointsToAlarm",
            "Dimensions",
            "EvaluationPeriods",
            "InsufficientDataActions",
            "MetricName",
            "Metrics",
            "Namespace",
            "OKActions",
            "Period",
            "Statistic",
            "Tags",
            "Threshold",
            "TreatMissingData");

    @Override
    public boolean supports(String attribute) {
        return attribute.equals("Arn");
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        var read = Properties.of(address, properties, UNDERSTOOD);
        return names.make(read, "AlarmName", name -> {
            put(name, read);
            return new PhysicalResource(name, Map.of("Arn", names.account().arn("cloudwatch", "alarm:" + name)));
        });
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("AlarmName")) {
            return create(address, change.newProperties(), cancellation);
        }
        put(change.current().id(), Properties.of(address, change.newProperties(), UNDERSTOOD));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        alarms.delete(resource.id());
        names.giveBack(address, resource.id());
    }

    private void put(String name, Properties properties) {
        alarms.put(new AlarmReader(names.account()).read(name, properties));
    }
}
