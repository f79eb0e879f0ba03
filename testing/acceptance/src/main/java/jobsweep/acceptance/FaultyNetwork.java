package jobsweep.acceptance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import jobsweep.simulator.LoopbackTls;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.Recorder;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotServer;
import jobsweep.simulator.iot.IotSettings;
import jobsweep.simulator.lambda.LambdaSettings;
import jobsweep.simulator.network.FileView;
import jobsweep.simulator.network.Names;
import jobsweep.simulator.network.Relay;
import jobsweep.simulator.sqs.ElasticMq;
import jobsweep.simulator.sqs.Queue;
import jobsweep.simulator.sqs.SqsServer;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.time.Time;

/// What a packaged function talks to, all of it on a network that can fail: AWS IoT, the bucket for answers, and SQS.
/// Everybody may do everything.
public final class FaultyNetwork implements AutoCloseable {
    /// Where the function finds AWS IoT.
    public static final String IOT = "iot." + Names.DOMAIN;

    /// Where it finds SQS.
    public static final String SQS = "sqs." + Names.DOMAIN;

    private static final String BUCKET = "answers-%s." + Names.DOMAIN;

    /// How many names the bucket has: what was found once is remembered for a while.
    public static final int NAMES_OF_BUCKET = 200;

    private static final Account ACCOUNT = Account.example();
    private static final String ROLE = ACCOUNT.roleArn("jobsweep");

    private final Iam iam = new Iam();
    private final IotJobs jobs = new IotJobs(InstantSource.system());
    private final ElasticMq queues = new ElasticMq();
    private final SqsService sqs = new SqsService(ACCOUNT, iam, queues, Time.system());
    private final Optional<LoopbackTls> tls;
    private final Names names;
    private final IotServer iot;
    private final Recorder bucket;
    private final SqsServer sqsServer;
    private final Relay toIot;
    private final Relay toBucket;
    private final Relay toSqs;

    private FaultyNetwork(Path directory, boolean isEncrypted) throws IOException {
        tls = isEncrypted ? Optional.of(LoopbackTls.madeIn(directory)) : Optional.empty();
        Optional<SSLContext> context = tls.map(LoopbackTls::context);
        names = Names.in(directory);
        iam.putRole(ROLE, new JsonMapper().readTree("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                       "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        iam.putRolePolicy(ROLE, "everything", new JsonMapper().readTree("""
                        {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        IotSettings settings = IotSettings.of(ACCOUNT.partition(), ACCOUNT.region(), ACCOUNT.id())
                .withCallsPerSecond(1_000_000);
        iot = context.isPresent()
                ? IotServer.startWithTls(settings, jobs, iam, context.get())
                : IotServer.start(settings, jobs, iam);
        bucket = context.isPresent() ? Recorder.startWithTls(context.get()) : Recorder.start();
        sqsServer = SqsServer.start(sqs);
        toIot = Relay.to(iot.endpoint().getPort(), context);
        toBucket = Relay.to(bucket.port(), context);
        toSqs = Relay.to(sqsServer.endpoint().getPort(), Optional.empty());
    }

    /// Starts all of it, with every name known but those of the bucket that are added later.
    ///
    /// @param directory for files; whoever made it deletes it
    public static FaultyNetwork start(Path directory) throws IOException {
        return new FaultyNetwork(directory, false).withNames();
    }

    /// The same with TLS for AWS IoT and the bucket.
    public static FaultyNetwork startWithTls(Path directory) throws IOException {
        return new FaultyNetwork(directory, true).withNames();
    }

    /// The same, but nothing has a name until it is added.
    public static FaultyNetwork startWithoutNames(Path directory) throws IOException {
        return new FaultyNetwork(directory, false);
    }

    private FaultyNetwork withNames() {
        names.add(IOT, SQS, BUCKET.formatted(0));
        return this;
    }

    /// Makes a queue.
    ///
    /// @return its URL
    public String createQueue(String name) {
        sqs.put(new Queue(name, sqs.arn(name), Duration.ofMinutes(6), Duration.ofDays(14), Optional.empty()));
        return sqs.url(name);
    }

    /// What a function in here needs to know.
    LambdaSettings settings(Path directory) {
        Map<String, String> variables = new HashMap<>();
        String scheme = tls.isPresent() ? "https" : "http";
        variables.put("AWS_ENDPOINT_URL_IOT", scheme + "://" + IOT + ":" + toIot.port());
        variables.put("AWS_ENDPOINT_URL_SQS", "http://" + SQS + ":" + toSqs.port());
        variables.put(
                "JOBSWEEP_RESPONSE_HOSTS",
                IntStream.range(0, NAMES_OF_BUCKET).mapToObj(this::bucketHost).collect(Collectors.joining(",")));
        return LambdaSettings.of(iam, directory)
                .withEnvironment(variables)
                .withCommandPrefix(names.view()
                        .and(tls.map(LoopbackTls::view).orElse(FileView.OF_THIS_MACHINE))
                        .commandPrefix());
    }

    /// Where answers go, by one of the bucket's names.
    ///
    /// @param number of the name; only the first one, 0, is known from the start
    public URI bucketUrl(int number) {
        return URI.create((tls.isPresent() ? "https" : "http") + "://" + bucketHost(number));
    }

    private String bucketHost(int number) {
        return BUCKET.formatted(number) + ":" + toBucket.port();
    }

    static Account account() {
        return ACCOUNT;
    }

    static String role() {
        return ROLE;
    }

    public Names names() {
        return names;
    }

    /// AWS IoT Jobs as devices and operators see it.
    public IotJobs jobs() {
        return jobs;
    }

    /// AWS IoT Jobs at the end of the way.
    public IotServer iot() {
        return iot;
    }

    /// The answers that came through.
    public List<Recorder.Put> answers() {
        return bucket.puts();
    }

    /// SQS at the end of the way.
    public SqsService sqs() {
        return sqs;
    }

    public Relay toIot() {
        return toIot;
    }

    public Relay toBucket() {
        return toBucket;
    }

    public Relay toSqs() {
        return toSqs;
    }

    @Override
    public void close() {
        List.of(toIot, toBucket, toSqs).forEach(Relay::close);
        sqsServer.close();
        queues.close();
        bucket.close();
        iot.close();
    }
}
