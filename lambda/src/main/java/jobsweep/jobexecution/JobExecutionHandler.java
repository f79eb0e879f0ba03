package jobsweep.jobexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import jobsweep.cloudformation.CustomResource;
import jobsweep.cloudformation.ResourceLifecycle;
import jobsweep.cloudformation.ResourceRequest;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.invocation.Surroundings;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.IotClientBuilder;

/// Lambda's entry point of `Custom::IoTJobExecution`, and the only place where clients are made.
///
/// Takes the event as a stream: letting the runtime bind it to its class costs every cold start about a third more.
public final class JobExecutionHandler implements RequestStreamHandler {

    /// How long a Create or an Update waits for a policy to come into force that was attached a moment before.
    private static final Duration POLICY_COMES_INTO_FORCE = Duration.ofSeconds(60);

    /// A Delete's policy is as old as its resource, or was changed by the same update at worst.
    private static final Duration POLICY_IS_IN_FORCE = Duration.ofSeconds(10);

    private final CustomResource customResource;

    /// For Lambda: everything from the environment.
    public JobExecutionHandler() {
        this(System.getenv(), () -> iotClient().build(), Surroundings.ofThisMachine());
    }

    /// For another place than Lambda.
    ///
    /// @param client makes the client for AWS IoT, for example from [#iotClient()]
    public JobExecutionHandler(Map<String, String> environment, Supplier<IotClient> client, Surroundings surroundings) {
        this.customResource = new CustomResource(
                lifecycle(client, surroundings.random()), ResponseHosts.of(environment), surroundings);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        customResource.handle(input, context);
    }

    private static ResourceLifecycle lifecycle(Supplier<IotClient> client, RandomGenerator random) {
        try {
            IotClient iot = client.get();
            RetryStrategy retries = whileThereIsTime(random);
            return (request, invocation) -> {
                var executions = new IotJobExecutions(iot, retries, invocation, denialsToleratedBy(request));
                return new JobExecutionLifecycle(executions, invocation, new Pace(random)).handle(request);
            };
        } catch (RuntimeException | LinkageError failure) {
            // Thrown here it would end the function before it can answer, and the stack would wait in vain.
            return (request, invocation) -> {
                throw new IllegalStateException("The client for AWS IoT can't be made: " + failure, failure);
            };
        }
    }

    private static Duration denialsToleratedBy(ResourceRequest request) {
        return switch (request) {
            case ResourceRequest.Create _, ResourceRequest.Update _ -> POLICY_COMES_INTO_FORCE;
            case ResourceRequest.Delete _ -> POLICY_IS_IN_FORCE;
        };
    }

    /// A client's settings: time limits for each attempt, and no attempts but those that the function decides on.
    public static IotClientBuilder iotClient() {
        return IotClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    /// The SDK's standard strategy without its limits on attempts: it is time that limits them.
    static RetryStrategy whileThereIsTime(RandomGenerator random) {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(Integer.MAX_VALUE)
                .circuitBreakerEnabled(false)
                .backoffStrategy(growingFrom(Duration.ofMillis(100), random))
                .throttlingBackoffStrategy(growingFrom(Duration.ofSeconds(1), random))
                .build();
    }

    /// Doubles up to 20 s, as the SDK's own does, with full jitter from a given source.
    private static BackoffStrategy growingFrom(Duration first, RandomGenerator random) {
        BackoffStrategy longest = BackoffStrategy.exponentialDelayWithoutJitter(first, Duration.ofSeconds(20));
        return attempt ->
                Duration.ofMillis(random.nextLong(longest.computeDelay(attempt).toMillis() + 1));
    }
}
