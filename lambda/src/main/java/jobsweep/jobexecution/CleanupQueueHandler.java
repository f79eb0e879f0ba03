package jobsweep.jobexecution;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import jobsweep.contract.DeletionRequest;
import jobsweep.contract.InvalidPropertyException;
import jobsweep.contract.Variables;
import jobsweep.invocation.Environment;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestDocument;
import jobsweep.invocation.RequestException;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;
import jobsweep.queue.Handled;
import jobsweep.queue.Message;
import jobsweep.queue.QueueConsumer;
import jobsweep.queue.SqsQueue;
import jobsweep.queue.Tally;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Lambda's entry point of the cleanup queue's consumer: an `SQSEvent` in, whose bodies are cleanup requests, and an
/// `SQSBatchResponse` out.
public final class CleanupQueueHandler extends EntryPoint {

    /// How much the clocks of two services may differ.
    private static final Duration MOST_SKEW = Duration.ofSeconds(1);

    private static final RequestDocument DOCUMENT = new RequestDocument(
            "A cleanup request must be a JSON object such as {\"JobId\": \"firmware-42\", \"ThingName\": \"greenhouse-7\"}");

    private final IotAccount account;
    private final IotClient iot;
    private final RetryStrategy retries;
    private final SharedQuota quota;
    private final RandomGenerator random;
    private final QueueConsumer consumer;

    /// For Lambda: everything from the environment.
    public CleanupQueueHandler() {
        this(Http.client());
    }

    private CleanupQueueHandler(SdkHttpClient http) {
        this(
                System.getenv(),
                () -> IotAccount.of(System.getenv()).client(http),
                () -> AwsClients.sqs(http).build(),
                Platform.ofThisMachine(http));
    }

    /// For another place than Lambda.
    ///
    /// @param environment with the calls per second, the consumers and the most tries, by their [Variables], and
    ///     what [SqsQueue#of] needs
    /// @param iot makes the client for AWS IoT, for example from [AwsClients#iot]
    /// @param sqs makes the client for Amazon SQS, for example from [AwsClients#sqs]
    /// @throws IllegalArgumentException naming the variable that is missing or not allowed
    public CleanupQueueHandler(
            Map<String, String> environment, Supplier<IotClient> iot, Supplier<SqsClient> sqs, Platform platform) {
        super(platform.clock());
        Environment settings = new Environment(environment);
        this.account = IotAccount.of(environment);
        this.iot = iot.get();
        this.retries = AwsClients.whileThereIsTime(platform.random());
        this.random = platform.random();
        this.quota = new SharedQuota(
                settings.number(Variables.CALLS_PER_SECOND), settings.number(Variables.CONSUMERS), platform.clock());
        this.consumer = new QueueConsumer(
                this::handle, SqsQueue.of(sqs.get(), settings), settings.number(Variables.MAXIMUM_TRIES), platform);
    }

    @Override
    public void handle(InputStream input, OutputStream output, Invocation invocation) {
        consumer.handle(input, output, invocation);
    }

    private Handled handle(Message message, Invocation invocation, Tally tally) {
        DeletionRequest request;
        try {
            request = parse(message.body(), message.sentAt().plus(MOST_SKEW));
        } catch (RequestException broken) {
            return new Handled.Broken(broken.getMessage());
        } catch (InvalidPropertyException broken) {
            return new Handled.Broken(broken.getMessage());
        }
        var calls = new IotCalls(retries, quota.countedBy(tally), invocation, Duration.ZERO);
        var executions = new IotJobExecutions(iot, calls, account.arns(invocation.functionArn()));
        return new RequestedCleanup(request, executions, invocation, tally, random).run();
    }

    /// @throws RequestException where the body is no document
    /// @throws InvalidPropertyException where it does not say what it may
    static DeletionRequest parse(String body, Instant sentBy) {
        return DeletionRequest.read(DOCUMENT.read(body), sentBy);
    }
}
