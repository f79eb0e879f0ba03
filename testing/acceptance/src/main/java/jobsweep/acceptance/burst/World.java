package jobsweep.acceptance.burst;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.CustomResources;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.ResourceTypes;
import jobsweep.simulator.cloudformation.ResponseInbox;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.events.EventSources;
import jobsweep.simulator.events.QueuePost;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotService;
import jobsweep.simulator.iot.IotSettings;
import jobsweep.simulator.resources.AwsResourceTypes;
import jobsweep.simulator.resources.AwsServices;
import jobsweep.simulator.sqs.EventSourceMappings;
import jobsweep.simulator.sqs.Queue;
import jobsweep.simulator.sqs.QueueServices;
import jobsweep.simulator.sqs.SimulatedQueues;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.time.SimulatedTime;

/// An AWS account in simulated time, put together from the same parts as on loopback. All chance in it comes from one
/// seed.
final class World {
    static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.123Z");
    static final int CALLS_PER_SECOND = 10;

    private static final Duration POLL_PAUSE = Duration.ofMillis(200);

    final Account account = Account.example();
    final SimulatedTime time = new SimulatedTime(BEGIN);
    final Chance chance;
    final ConsumerCode code;
    final Identifiers identifiers;
    final Iam iam = new Iam();
    final IotJobs jobs = new IotJobs(time);
    final IotService iot;
    final SqsService sqs;
    final Consumers consumers;
    final EventSourceMappings mappings;
    final CloudFormation cloudFormation;

    World(long seed, ConsumerCode code) {
        this.code = code;
        chance = new Chance(seed);
        identifiers = new Identifiers(chance.another());
        IotSettings iotSettings = IotSettings.of(account.partition(), account.region(), account.id())
                .withCallsPerSecond(CALLS_PER_SECOND)
                .withClocks(time, () -> Duration.between(BEGIN, time.instant()).toNanos());
        iot = new IotService(iotSettings, jobs, iam, time, chance, identifiers::uuid);
        sqs = new SqsService(account, iam, new SimulatedQueues(time, identifiers::uuid), time);
        consumers = new Consumers(this);
        mappings = new EventSourceMappings(sqs, consumers, time, POLL_PAUSE);
        EventSources sources =
                new EventSources(new QueuePost(account, iam, sqs, arn -> sqs.url(Queue.nameInArn(arn))), time);
        sources.listenTo(jobs);
        var customResources = new CustomResources(
                new ResponseInbox("https://nowhere", time, identifiers), World::refuse, time, identifiers);
        // Nobody unpacks the archive here.
        var types = AwsResourceTypes.of(
                account,
                identifiers,
                (bucket, key) -> Path.of(key),
                new AwsServices(
                        iam,
                        jobs,
                        consumers,
                        new Alarms((metric, functionArn) -> 0, sqs::visible, functionArn -> List.of()),
                        sources,
                        Optional.of(new QueueServices(sqs, mappings))));
        cloudFormation = new CloudFormation(account, new ResourceTypes(customResources, types), time, identifiers);
    }

    private static void refuse(String serviceToken, JsonNode request) {
        throw new IllegalStateException("The queue's stack has no custom resource");
    }
}
