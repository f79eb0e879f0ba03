package jobsweep.acceptance;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import jobsweep.contract.Variables;
import jobsweep.simulator.LoopbackTls;
import jobsweep.simulator.SimulatedAws;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.http.Recorder;
import jobsweep.simulator.iot.IotJobs;
import jobsweep.simulator.iot.IotRules;
import jobsweep.simulator.iot.IotService;
import jobsweep.simulator.lambda.Jvms;
import jobsweep.simulator.lambda.Lambda;
import jobsweep.simulator.network.FileView;
import jobsweep.simulator.network.Names;
import jobsweep.simulator.network.Relay;
import jobsweep.simulator.sqs.SqsService;
import jobsweep.simulator.sqs.StandardQueue;

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

    private final SimulatedAws aws;
    private final Optional<LoopbackTls> tls;
    private final Names names;
    private final Recorder bucket;
    private final Relay toIot;
    private final Relay toBucket;
    private final Relay toSqs;

    private FaultyNetwork(Path directory, boolean isEncrypted) throws IOException {
        IotRules rules = IotRules.builder().callsPerSecond(1_000_000).build();
        SimulatedAws.Builder account = SimulatedAws.builder().account(ACCOUNT).iotRules(rules);
        aws = (isEncrypted ? account.tls() : account).start();
        tls = aws.endpoints().tls();
        Optional<SSLContext> context = tls.map(LoopbackTls::context);
        names = Names.in(directory);
        aws.iam().putRole(ROLE, new JsonMapper().readTree("""
                        {"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                                       "Principal": {"Service": "lambda.amazonaws.com"}}}"""));
        aws.iam().putRolePolicy(ROLE, "everything", new JsonMapper().readTree("""
                        {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        bucket = Recorder.start(context);
        toIot = Relay.to(aws.endpoints().iot().port(), context);
        toBucket = Relay.to(bucket.port(), context);
        toSqs = Relay.to(aws.endpoints().sqs().port(), Optional.empty());
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
        sqs().put(new StandardQueue(
                name, sqs().arn(name), Duration.ofMinutes(6), Duration.ofDays(14), Optional.empty()));
        return sqs().url(name);
    }

    /// A Lambda for a function in here.
    ///
    /// @param variables beside those that the network needs, or in their place
    /// @param directory for its files
    Lambda.Builder lambda(Map<String, String> variables, Path codeDirectory, Path directory) throws IOException {
        Map<String, String> all = new HashMap<>(variables());
        all.putAll(variables);
        Jvms jvms = Jvms.in(directory)
                .codeDirectory(codeDirectory)
                .environment(() -> all)
                .commandPrefix(names.view()
                        .and(tls.map(LoopbackTls::view).orElse(FileView.OF_THIS_MACHINE))
                        .commandPrefix())
                .build();
        return Lambda.builder(aws.iam(), jvms);
    }

    private Map<String, String> variables() {
        String scheme = tls.isPresent() ? "https" : "http";
        return Map.of(
                "AWS_ENDPOINT_URL_IOT",
                scheme + "://" + IOT + ":" + toIot.port(),
                "AWS_ENDPOINT_URL_SQS",
                "http://" + SQS + ":" + toSqs.port(),
                Variables.RESPONSE_HOSTS,
                IntStream.range(0, NAMES_OF_BUCKET).mapToObj(this::bucketHost).collect(Collectors.joining(",")));
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

    public static Account account() {
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
        return aws.jobs();
    }

    /// AWS IoT Jobs at the end of the way.
    public IotService iot() {
        return aws.iot();
    }

    /// The answers that came through.
    public List<Recorder.Put> answers() {
        return bucket.puts();
    }

    /// Lets AWS IoT end each connection from now on after one answer.
    public void keepNoConnection() {
        aws.endpoints().iot().keepNoConnection();
    }

    /// SQS at the end of the way.
    public SqsService sqs() {
        return aws.sqs();
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
        bucket.close();
        aws.close();
    }
}
