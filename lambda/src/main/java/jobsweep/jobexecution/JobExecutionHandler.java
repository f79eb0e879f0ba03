package jobsweep.jobexecution;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import jobsweep.cloudformation.CustomResource;
import jobsweep.cloudformation.ResourceLifecycle;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.contract.Variables;
import jobsweep.invocation.Invocation;
import jobsweep.invocation.RequestException;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;
import jobsweep.queue.SqsSender;
import jobsweep.queue.Tally;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Lambda's entry point of `Custom::IoTJobExecution`.
public final class JobExecutionHandler extends EntryPoint {

    /// How long a Create or an Update waits for a policy to come into force that was attached a moment before.
    private static final Duration POLICY_COMES_INTO_FORCE = Duration.ofSeconds(60);

    /// A Delete's policy is as old as its resource, or was changed by the same update at worst.
    private static final Duration POLICY_IS_IN_FORCE = Duration.ofSeconds(10);

    /// AWS IoT's quota of each operation.
    private static final int CALLS_PER_SECOND = 10;

    private static final int CALLS_AT_ONCE = 20;

    private final CustomResource customResource;

    /// For Lambda: everything from the environment.
    public JobExecutionHandler() {
        this(Http.client());
        Rehearsal.play();
    }

    private JobExecutionHandler(SdkHttpClient http) {
        this(
                System.getenv(),
                () -> IotAccount.of(System.getenv()).client(http),
                () -> AwsClients.sqs(http).build(),
                () -> AwsClients.lambda(http).build(),
                Platform.ofThisMachine(http));
    }

    /// For another place than Lambda.
    ///
    /// @param environment by their [Variables]: the function's stack, and the queue to defer to
    /// @param iot makes the client for AWS IoT, for example from [AwsClients#iot]
    /// @param sqs makes the client for Amazon SQS, for a deletion that is deferred
    /// @param lambda makes the client for AWS Lambda, for a deletion that one invocation has no time for
    public JobExecutionHandler(
            Map<String, String> environment,
            Supplier<IotClient> iot,
            Supplier<SqsClient> sqs,
            Supplier<LambdaClient> lambda,
            Platform platform) {
        super(platform.clock());
        IotAccount account = IotAccount.of(environment);
        var provider = new Provider(
                Optional.ofNullable(environment.get(Variables.STACK_ID)),
                Boolean.parseBoolean(environment.get(Variables.WHOLE_THINGS_AND_JOBS)),
                account.region(),
                deferral(environment, sqs));
        this.customResource = new CustomResource(
                lifecycle(iot, account, provider, platform, longestFirstPause(environment)),
                ResponseHosts.of(environment),
                platform,
                (functionArn, event) -> invoke(lambda, functionArn, event));
    }

    private static void invoke(Supplier<LambdaClient> lambda, String functionArn, String event) {
        try {
            lambda.get()
                    .invoke(request -> request.functionName(functionArn)
                            .invocationType(InvocationType.EVENT)
                            .payload(SdkBytes.fromUtf8String(event)));
        } catch (RuntimeException failure) {
            throw new RequestException(
                    "Not all could be deleted in the function's time, and lambda:InvokeFunction on %s failed: %s."
                            .formatted(functionArn, failure.getMessage()));
        }
    }

    private static Deferral deferral(Map<String, String> environment, Supplier<SqsClient> sqs) {
        return new Deferral(Optional.ofNullable(environment.get(Variables.DEFER_QUEUE_URL))
                .filter(url -> !url.isEmpty())
                .map(url -> request -> new SqsSender(sqs.get(), url).send(request, Duration.ZERO)));
    }

    @Override
    public void handle(InputStream input, OutputStream output, Invocation invocation) {
        customResource.handle(input, invocation);
    }

    private static ResourceLifecycle lifecycle(
            Supplier<IotClient> client,
            IotAccount account,
            Provider provider,
            Platform platform,
            Duration longestFirstPause) {
        return IotLifecycles.of(client, Identity::isOne, iot -> {
            RetryStrategy ofCrowd = AwsClients.whileThereIsTime(platform.random(), longestFirstPause);
            RetryStrategy ofOneAfterAnother = AwsClients.whileThereIsTime(platform.random());
            var isFirst = new AtomicBoolean(true);
            return (request, invocation) -> {
                RetryStrategy retries = isFirst.getAndSet(false) ? ofCrowd : ofOneAfterAnother;
                var calls = new IotCalls(retries, paced(invocation), invocation, denialsToleratedBy(request));
                var executions = new IotJobExecutions(iot, calls, account.arns(invocation.functionArn()));
                return new JobExecutionLifecycle(executions, invocation, provider, platform).handle(request);
            };
        });
    }

    /// CloudFormation sends the Deletes of a whole stack at once, and each begins in an environment of its own. Those
    /// that AWS IoT throttles come again spread over the time that its quota takes for all. An environment that has
    /// handled an event already is one of few, and a long pause would keep the next event waiting.
    private static Duration longestFirstPause(Map<String, String> environment) {
        int cleanups = Optional.ofNullable(environment.get(Variables.CLEANUPS))
                .filter(number -> number.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .orElse(0);
        return Duration.ofSeconds(Math.max(CALLS_PER_SECOND, cleanups)).dividedBy(CALLS_PER_SECOND);
    }

    /// A resource's few calls go out at once; a whole job's or thing's keep to the quota, which everybody shares.
    private static Quota paced(Invocation invocation) {
        return new SharedQuota(CALLS_PER_SECOND, 1, invocation.deadline().clock())
                .countedBy(new Tally())
                .after(CALLS_AT_ONCE);
    }

    private static Duration denialsToleratedBy(ResourceRequest request) {
        return switch (request) {
            case ResourceRequest.Create _, ResourceRequest.Update _ -> POLICY_COMES_INTO_FORCE;
            case ResourceRequest.Delete _ -> POLICY_IS_IN_FORCE;
        };
    }
}
