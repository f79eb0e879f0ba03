package jobsweep.simulator.resources;

import java.util.Optional;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.events.EventSources;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.lambda.FunctionService;
import jobsweep.simulator.sqs.QueueServices;

/// The services that hold what stacks make.
public record AwsServices(
        Iam iam,
        IotJobs iot,
        FunctionService lambda,
        Alarms alarms,
        EventSources sources,
        Optional<QueueServices> queues) {

    /// An account without queues.
    public AwsServices(Iam iam, IotJobs iot, FunctionService lambda, Alarms alarms, EventSources sources) {
        this(iam, iot, lambda, alarms, sources, Optional.empty());
    }
}
