package jobsweep.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.CustomResources;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.ResourceTypes;
import jobsweep.simulator.cloudformation.ResponseBucket;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.events.EventSources;
import jobsweep.simulator.events.QueuePost;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotServer;
import jobsweep.simulator.iot.IotSettings;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.LambdaSettings;
import jobsweep.simulator.network.FileView;
import jobsweep.simulator.resources.AwsResourceTypes;
import jobsweep.simulator.resources.AwsServices;
import jobsweep.simulator.sqs.ElasticMq;
import jobsweep.simulator.sqs.EventSourceMappings;
import jobsweep.simulator.sqs.Queue;
import jobsweep.simulator.sqs.QueueServices;
import jobsweep.simulator.sqs.SqsServer;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.time.Time;

/// An AWS account on this machine: CloudFormation, Lambda, IAM, SQS and AWS IoT Jobs, put together. All of it listens
/// on loopback and ends with [#close()].
public final class SimulatedAws implements AutoCloseable {
    private static final Duration POLL_PAUSE = Duration.ofMillis(100);

    private final Scratch scratch;
    private final Iam iam = new Iam();
    private final IotJobs jobs;
    private final IotServer iot;
    private final ResponseBucket bucket;
    private final ElasticMq queues = new ElasticMq();
    private final SqsService sqs;
    private final SqsServer sqsServer;
    private final EventSourceMappings mappings;
    private final Lambda lambda;
    private final Alarms alarms;
    private final EventSources sources;
    private final CustomResources customResources;
    private final CloudFormation cloudFormation;

    private SimulatedAws(SimulationSettings settings, Assets assets, Scratch scratch, Path codeDirectory)
            throws IOException {
        this.scratch = scratch;
        Path workingDirectory = scratch.directory("lambda");
        Account account = settings.account();
        Optional<LoopbackTls> tls =
                settings.tls() ? Optional.of(LoopbackTls.madeIn(workingDirectory)) : Optional.empty();
        this.jobs = new IotJobs(InstantSource.system(), settings.iotRules());
        IotSettings iotSettings = IotSettings.of(account.partition(), account.region(), account.id())
                .withCallsPerSecond(settings.iotCallsPerSecond());
        this.iot = tls.isPresent()
                ? IotServer.startWithTls(iotSettings, jobs, iam, tls.get().context())
                : IotServer.start(iotSettings, jobs, iam);
        this.bucket = tls.isPresent() ? ResponseBucket.startWithTls(tls.get().context()) : ResponseBucket.start();
        this.sqs = new SqsService(account, iam, queues, Time.system());
        this.sqsServer = SqsServer.start(sqs);
        this.lambda = new Lambda(LambdaSettings.of(iam, workingDirectory)
                .withEnvironment(Map.of(
                        "AWS_ENDPOINT_URL_IOT", iot.endpoint().toString(),
                        "AWS_ENDPOINT_URL_SQS", sqsServer.endpoint().toString(),
                        "JOBSWEEP_RESPONSE_HOSTS", bucket.hostAndPort()))
                .withCodeDirectory(codeDirectory)
                .withJvmOptions(jvmOptions(settings, tls))
                .withCommandPrefix(tls.map(LoopbackTls::view)
                        .orElse(FileView.OF_THIS_MACHINE)
                        .commandPrefix())
                .withMaximumConcurrency(settings.maximumConcurrency())
                .withRetryDelays(settings.retryDelays())
                .withLongestTimeout(settings.longestTimeout()));
        this.alarms = new Alarms(lambda::count, sqs::visible, lambda::logs);
        this.mappings = new EventSourceMappings(sqs, lambda, Time.system(), POLL_PAUSE);
        Identifiers identifiers = Identifiers.unforeseeable();
        this.customResources = new CustomResources(bucket.inbox(), lambda::invoke, Time.system(), identifiers);
        this.sources = new EventSources(
                new QueuePost(account, iam, sqs, queueArn -> sqs.url(Queue.nameInArn(queueArn))),
                InstantSource.system());
        sources.listenTo(jobs);
        var services =
                new AwsServices(iam, jobs, lambda, alarms, sources, Optional.of(new QueueServices(sqs, mappings)));
        var named = AwsResourceTypes.of(account, identifiers, assets, services);
        this.cloudFormation =
                new CloudFormation(account, new ResourceTypes(customResources, named), Time.system(), identifiers);
    }

    /// Starts an empty account.
    ///
    /// @param assets the files that its templates expect in S3
    public static SimulatedAws start(SimulationSettings settings, Assets assets) throws IOException {
        Scratch scratch = Scratch.create();
        return new SimulatedAws(settings, assets, scratch, scratch.directory("code"));
    }

    /// Starts an empty account that leaves functions' code unpacked for the next one: unpacking takes seconds.
    ///
    /// @param codeDirectory whoever made it deletes it
    public static SimulatedAws start(SimulationSettings settings, Assets assets, Path codeDirectory)
            throws IOException {
        return new SimulatedAws(settings, assets, Scratch.create(), codeDirectory);
    }

    public CloudFormation cloudFormation() {
        return cloudFormation;
    }

    /// What CloudFormation says to custom resources.
    public CustomResources customResources() {
        return customResources;
    }

    /// The bucket that takes custom resources' answers.
    public ResponseBucket bucket() {
        return bucket;
    }

    /// AWS IoT Jobs as devices and operators see it.
    public IotJobs jobs() {
        return jobs;
    }

    /// AWS IoT Jobs as the function sees it.
    public IotServer iot() {
        return iot;
    }

    public Iam iam() {
        return iam;
    }

    public Lambda lambda() {
        return lambda;
    }

    /// SQS, behind what functions call.
    public SqsService sqs() {
        return sqs;
    }

    public EventSourceMappings eventSourceMappings() {
        return mappings;
    }

    public Alarms alarms() {
        return alarms;
    }

    /// Topic rules, events and schedules.
    public EventSources sources() {
        return sources;
    }

    @Override
    public void close() {
        mappings.close();
        lambda.close();
        sqsServer.close();
        queues.close();
        bucket.close();
        iot.close();
        scratch.close();
    }

    private static List<String> jvmOptions(SimulationSettings settings, Optional<LoopbackTls> tls) {
        return Stream.concat(
                        settings.jvmOptions().stream(), tls.stream().flatMap(trusted -> trusted.jvmOptions().stream()))
                .toList();
    }
}
