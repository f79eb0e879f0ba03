package jobsweep.simulator.resources;

import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.events.Schedules;
import jobsweep.simulator.events.TopicRules;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.sqs.EventSourceMappings;
import jobsweep.simulator.sqs.SqsService;

/// The services that hold what stacks make.
public record AwsServices(
        Iam iam,
        IotJobs iot,
        Lambda lambda,
        Alarms alarms,
        TopicRules topicRules,
        Schedules schedules,
        SqsService sqs,
        EventSourceMappings mappings) {}
