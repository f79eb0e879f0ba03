package jobsweep.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Assets;
import jobsweep.simulator.cloudformation.CloudFormation;
import jobsweep.simulator.cloudformation.CloudFormationRules;
import jobsweep.simulator.cloudformation.CustomResources;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.Region;
import jobsweep.simulator.cloudformation.ResourceTypes;
import jobsweep.simulator.cloudformation.ResponseBucket;
import jobsweep.simulator.cloudwatch.Alarms;
import jobsweep.simulator.events.Schedules;
import jobsweep.simulator.events.TopicRules;
import jobsweep.simulator.http.LocalServer;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iam.StsService;
import jobsweep.simulator.iot.FaultSource;
import jobsweep.simulator.iot.IotEvents;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.IotService;
import jobsweep.simulator.lambda.FunctionCode;
import jobsweep.simulator.lambda.Jvms;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.lambda.LambdaService;
import jobsweep.simulator.lambda.Launcher;
import jobsweep.simulator.lambda.ThreadEnvironment;
import jobsweep.simulator.network.FileView;
import jobsweep.simulator.resources.AwsResourceTypes;
import jobsweep.simulator.resources.AwsServices;
import jobsweep.simulator.sqs.EventSourceMappings;
import jobsweep.simulator.sqs.Polling;
import jobsweep.simulator.sqs.Queues;
import jobsweep.simulator.sqs.SimulatedQueues;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.time.Time;

/// An AWS account on this machine: CloudFormation, Lambda, IAM, SQS and AWS IoT Jobs, put together.
///
/// Functions run in JVMs of their own and find the services on loopback; or, where the builder is given their code, on
/// threads of this JVM, without any socket, and in whatever time. All of it ends with [#close()].
public final class SimulatedAws implements AutoCloseable {
    private final Scratch scratch;
    private final Time time;
    private final Account account;
    private final Iam iam = new Iam();
    private final IotJobs jobs;
    private final IotService iot;
    private final Queues queues;
    private final SqsService sqs;
    private final Optional<Endpoints> endpoints;
    private final ResponseBucket bucket;
    private final Lambda lambda;
    private final LambdaService lambdaService;
    private final EventSourceMappings mappings;
    private final Alarms alarms;
    private final TopicRules topicRules;
    private final Schedules schedules;
    private final CustomResources customResources;
    private final CloudFormation cloudFormation;

    private SimulatedAws(Builder settings, Scratch scratch) throws IOException {
        this.scratch = scratch;
        this.time = settings.time;
        this.account = settings.account;
        Identifiers identifiers = settings.identifiers;
        this.jobs = new IotJobs(time, settings.iotRules);
        this.iot = new IotService(account, iam, jobs, time, settings.iotFaults, identifiers::uuid);
        this.queues = settings.queues.orElseGet(() -> new SimulatedQueues(time, identifiers::uuid));
        this.sqs = new SqsService(account, iam, queues, time);
        this.endpoints = settings.code.isPresent() ? Optional.empty() : Optional.of(bind(settings));
        this.bucket = new ResponseBucket(
                endpoints.map(on -> on.bucket().url().toString()).orElseGet(this::bucketInTheCloud),
                time,
                identifiers,
                settings.cloudFormationRules.urlSigning());
        endpoints.ifPresent(on -> {
            on.iot().serve(iot);
            on.sqs().serve(sqs);
            on.sts().serve(new StsService(iam, account.region(), time));
            on.bucket().serve(bucket);
        });
        Lambda.Builder functions =
                Lambda.builder(iam, launcher(settings)).time(time).ids(identifiers::uuid);
        settings.lambda.accept(functions);
        this.lambda = functions.build();
        this.lambdaService = new LambdaService(lambda, iam, account.region());
        endpoints.ifPresent(on -> on.lambda().serve(lambdaService));
        this.alarms = new Alarms(lambda::count, sqs::visible, lambda::logs);
        this.mappings = new EventSourceMappings(sqs, lambda, time, settings.polling);
        this.customResources = new CustomResources(bucket, this::provider, time, identifiers);
        this.topicRules = new TopicRules(account, iam, sqs);
        this.schedules = new Schedules(account, iam, sqs);
        IotEvents.publish(account, jobs, time, topicRules::publish);
        var services = new AwsServices(iam, jobs, lambda, alarms, topicRules, schedules, sqs, mappings);
        var named = AwsResourceTypes.of(account, identifiers, settings.assets, services);
        var region = new Region(account, new ResourceTypes(customResources, named), time, settings.cloudFormationRules);
        this.cloudFormation = new CloudFormation(region, identifiers);
    }

    /// An empty account in the partition `aws` with AWS's quota and queues, by the machine's clock: functions in JVMs,
    /// two environments at once, retries after fractions of a second, plain http.
    public static Builder builder() {
        return new Builder();
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

    /// AWS IoT Jobs as functions see it.
    public IotService iot() {
        return iot;
    }

    public Iam iam() {
        return iam;
    }

    public Lambda lambda() {
        return lambda;
    }

    /// Lambda as functions call it.
    public LambdaService lambdaService() {
        return lambdaService;
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

    /// What AWS IoT does with messages.
    public TopicRules topicRules() {
        return topicRules;
    }

    public Schedules schedules() {
        return schedules;
    }

    public Account account() {
        return account;
    }

    /// The time that all of it lives in.
    public Time time() {
        return time;
    }

    /// Where functions in JVMs find the services.
    ///
    /// @throws java.util.NoSuchElementException if functions run on threads
    public Endpoints endpoints() {
        return endpoints.orElseThrow();
    }

    @Override
    public void close() {
        mappings.close();
        lambda.close();
        endpoints.ifPresent(Endpoints::close);
        queues.close();
        scratch.close();
    }

    private Consumer<JsonNode> provider(String serviceToken) {
        lambda.function(serviceToken);
        return request -> lambda.invoke(serviceToken, request);
    }

    private Endpoints bind(Builder settings) throws IOException {
        Optional<LoopbackTls> tls =
                settings.tls ? Optional.of(LoopbackTls.madeIn(scratch.directory("tls"))) : Optional.empty();
        Optional<SSLContext> context = tls.map(LoopbackTls::context);
        return new Endpoints(
                LocalServer.bind(context),
                LocalServer.bind(Optional.empty()),
                LocalServer.bind(Optional.empty()),
                LocalServer.bind(Optional.empty()),
                LocalServer.bind(context),
                tls);
    }

    private String bucketInTheCloud() {
        return "https://cloudformation-custom-resource-response-%s.s3.%s.%s"
                .formatted(account.region().replace("-", ""), account.region(), account.urlSuffix());
    }

    private Launcher launcher(Builder settings) throws IOException {
        if (settings.code.isPresent()) {
            return ThreadEnvironment.launcher(time, settings.code.get());
        }
        Optional<LoopbackTls> tls = endpoints().tls();
        List<String> options = new ArrayList<>(settings.jvmOptions);
        tls.map(LoopbackTls::jvmOptions).ifPresent(options::addAll);
        FileView view =
                tls.map(LoopbackTls::view).orElse(FileView.OF_THIS_MACHINE).and(settings.fileView);
        Path directory = scratch.directory("lambda");
        return Jvms.in(directory)
                .codeDirectory(settings.codeDirectory.orElse(directory.resolve("code")))
                .environment(() -> variables(settings))
                .options(options)
                .commandPrefix(view.commandPrefix())
                .build();
    }

    private Map<String, String> variables(Builder settings) {
        Map<String, String> variables = new HashMap<>(endpoints().variables());
        variables.putAll(settings.environment.apply(this));
        return variables;
    }

    /// What can be chosen about an account.
    public static final class Builder {
        private Account account = Account.example();
        private Assets assets = Assets.of(Map.of());
        private Time time = Time.system();
        private Identifiers identifiers = Identifiers.unforeseeable();
        private CloudFormationRules cloudFormationRules = CloudFormationRules.standard();
        private IotRules iotRules = IotRules.standard();
        private FaultSource iotFaults = FaultSource.NONE;
        private Optional<Queues> queues = Optional.empty();
        private Polling polling = new Polling(Duration.ofMillis(100), true);
        private Consumer<Lambda.Builder> lambda = builder -> {};
        private Optional<FunctionCode> code = Optional.empty();
        private boolean tls;
        private List<String> jvmOptions = List.of();
        private Optional<Path> codeDirectory = Optional.empty();
        private FileView fileView = FileView.OF_THIS_MACHINE;
        private Function<SimulatedAws, Map<String, String>> environment = aws -> Map.of();

        private Builder() {}

        public Builder account(Account where) {
            account = where;
            return this;
        }

        /// The files that templates expect in S3.
        public Builder assets(Assets files) {
            assets = files;
            return this;
        }

        public Builder time(Time passing) {
            time = passing;
            return this;
        }

        /// Where all ids come from.
        public Builder identifiers(Identifiers source) {
            identifiers = source;
            return this;
        }

        public Builder cloudFormationRules(CloudFormationRules rules) {
            cloudFormationRules = rules;
            return this;
        }

        public Builder iotRules(IotRules rules) {
            iotRules = rules;
            return this;
        }

        /// What calls to AWS IoT meet by chance.
        public Builder iotFaults(FaultSource chance) {
            iotFaults = chance;
            return this;
        }

        /// Other queues than the simulator's own, which are closed with the account.
        public Builder queues(Queues others) {
            queues = Optional.of(others);
            return this;
        }

        public Builder polling(Polling how) {
            polling = how;
            return this;
        }

        /// Further settings of Lambda, beside its clock and ids.
        public Builder lambda(Consumer<Lambda.Builder> settings) {
            lambda = lambda.andThen(settings);
            return this;
        }

        /// Runs functions on threads of this JVM, without sockets, with as many environments and such pauses as AWS
        /// has.
        public Builder inProcess(FunctionCode functions) {
            code = Optional.of(functions);
            return lambda(it -> it.maximumConcurrency(1000).retryDelays(Duration.ofMinutes(1), Duration.ofMinutes(2)));
        }

        /// Lets AWS IoT and the bucket for answers speak https, as in the cloud.
        public Builder tls() {
            tls = true;
            return this;
        }

        /// Further options of functions' JVMs, as `JAVA_TOOL_OPTIONS` would give them.
        public Builder jvmOptions(List<String> options) {
            jvmOptions = List.copyOf(options);
            return this;
        }

        /// Leaves functions' code unpacked for the next account: unpacking takes seconds.
        ///
        /// @param directory whoever made it deletes it
        public Builder codeDirectory(Path directory) {
            codeDirectory = Optional.of(directory);
            return this;
        }

        /// A view of the file system for functions' JVMs.
        public Builder fileView(FileView view) {
            fileView = view;
            return this;
        }

        /// Variables of all functions in JVMs beside their own and those for the services, or in place of these. Asked
        /// whenever an environment starts.
        public Builder environment(Function<SimulatedAws, Map<String, String>> variables) {
            environment = variables;
            return this;
        }

        /// @throws IOException if AWS's runtime client can't be made ready on this machine, or nobody can listen on it
        public SimulatedAws start() throws IOException {
            return new SimulatedAws(this, Scratch.create());
        }
    }
}
