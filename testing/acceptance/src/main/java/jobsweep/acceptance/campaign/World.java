package jobsweep.acceptance.campaign;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.CustomResources;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.ResourceTypes;
import jobsweep.simulator.cloudformation.ResponseInbox;
import jobsweep.simulator.cloudformation.Stack;
import jobsweep.simulator.cloudformation.StackStatus;
import jobsweep.simulator.cloudformation.Template;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.events.EventSources;
import jobsweep.simulator.events.QueuePost;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.IotService;
import jobsweep.simulator.iot.IotSettings;
import jobsweep.simulator.resources.AwsResourceTypes;
import jobsweep.simulator.resources.AwsServices;
import jobsweep.simulator.time.SimulatedTime;

/// An AWS account in simulated time, put together from the same parts as on loopback. All chance in it comes from one
/// seed.
final class World {
    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00.123Z");
    private static final String BUCKET =
            "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com";

    final FunctionCode code;
    final Account account = Account.example();
    final SimulatedTime time = new SimulatedTime(BEGIN);
    final Evidence evidence;
    final Mischief mischief;
    final Iam iam = new Iam();
    final IotJobs jobs;
    final Fleet fleet;
    final InFlight inFlight = new InFlight();
    final IotService iot;
    final ResponseInbox inbox;
    final InProcessLambda lambda;
    final CloudFormation cloudFormation;

    World(SplittableRandom random, FunctionCode code, BiFunction<World, SplittableRandom, Mischief> mischief) {
        this.code = code;
        evidence = new Evidence(this);
        this.mischief = mischief.apply(this, random.split());
        jobs = new IotJobs(
                time,
                random.nextBoolean() ? IotRules.standard() : IotRules.standard().withReusedNumbers());
        var identifiers = new Identifiers(random.split());
        iot = new IotService(
                IotSettings.of(account.partition(), account.region(), account.id())
                        .withClocks(
                                time,
                                () -> Duration.between(BEGIN, time.instant()).toNanos()),
                jobs,
                iam,
                time,
                this.mischief,
                identifiers::uuid);
        fleet = new Fleet(this, random.split());
        inbox = new ResponseInbox(BUCKET, time, identifiers);
        lambda = new InProcessLambda(this, random.split());
        var customResources = new CustomResources(
                inbox,
                (serviceToken, request) -> {
                    evidence.sent(request);
                    lambda.invoke(serviceToken, request);
                },
                time,
                identifiers);
        var sources = new EventSources(
                new QueuePost(
                        account,
                        iam,
                        (queueUrl, body) -> {
                            throw new IllegalStateException("there is no queue " + queueUrl);
                        },
                        queueArn -> queueArn),
                time);
        sources.listenTo(jobs);
        // Nobody unpacks the archive here.
        var types = AwsResourceTypes.of(
                account,
                identifiers,
                (bucket, key) -> Path.of(key),
                new AwsServices(iam, jobs, lambda, new Alarms((metric, functionArn) -> 0), sources));
        cloudFormation = new CloudFormation(account, new ResourceTypes(customResources, types), time, identifiers);
        cloudFormation.onEvent(evidence::event);
    }

    /// Deploys the provider's stack, and returns its value for `ServiceTimeout`.
    String deploy(Template provider) {
        Stack stack = time.await(cloudFormation.createStack(Provider.NAME, provider, Map.of()));
        if (stack.status() != StackStatus.CREATE_COMPLETE) {
            throw new IllegalStateException("The provider can't be deployed: " + stack.events());
        }
        mischief.policyAttached();
        return stack.outputs().getOrDefault("ServiceTimeout", "720");
    }
}
