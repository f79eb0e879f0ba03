package jobsweep.jobexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jobsweep.cloudformation.CustomResource;
import jobsweep.cloudformation.ResourceLifecycle;
import jobsweep.cloudformation.ResponseHosts;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.IotClientBuilder;

/// Lambda's entry point of `Custom::IoTJobExecution`, and the only place where clients are made.
///
/// Takes the event as a stream: letting the runtime bind it to its class costs every cold start about a third more.
public final class JobExecutionHandler implements RequestStreamHandler {

    /// Comma-separated `host:port` list of further hosts that answers may go to; not set in production.
    static final String RESPONSE_HOSTS = "JOBSWEEP_RESPONSE_HOSTS";

    private final CustomResource customResource;

    /// For Lambda: everything from the environment.
    public JobExecutionHandler() {
        this(System.getenv(), () -> iotClient().build(), JobExecutionHandler::sleep);
    }

    JobExecutionHandler(Map<String, String> environment, Supplier<IotClient> client, Consumer<Duration> sleeper) {
        this.customResource = new CustomResource(
                lifecycle(client),
                ResponseHosts.cloudFormationAnd(environment.getOrDefault(RESPONSE_HOSTS, "")),
                sleeper,
                new SplittableRandom());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        customResource.handle(input, context);
    }

    private static ResourceLifecycle lifecycle(Supplier<IotClient> client) {
        try {
            IotClient iot = client.get();
            RetryStrategy retries = whileThereIsTime();
            return (request, invocation) -> new JobExecutionLifecycle(new IotJobExecutions(
                            iot, retries, IotArns.besideFunction(invocation.functionArn()), invocation.deadline()))
                    .handle(request);
        } catch (RuntimeException | LinkageError failure) {
            // Thrown here it would end the function before it can answer, and the stack would wait in vain.
            return (request, invocation) -> {
                throw new IllegalStateException("The client for AWS IoT can't be made: " + failure, failure);
            };
        }
    }

    static IotClientBuilder iotClient() {
        return IotClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    /// The SDK's standard strategy without its limits on attempts: it is time that limits them.
    static RetryStrategy whileThereIsTime() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(Integer.MAX_VALUE)
                .circuitBreakerEnabled(false)
                .build();
    }

    private static void sleep(Duration pause) {
        LockSupport.parkNanos(pause.toNanos());
    }
}
