package jobsweep.jobexecution;

import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.IotClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;

/// The settings of the SDK's clients, which the entry points make and nobody else.
public final class AwsClients {

    private AwsClients() {}

    /// For AWS IoT: time limits for each attempt, and no attempts but those that the function decides on.
    public static IotClientBuilder iot() {
        return iot(UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(5)));
    }

    /// The same for calls that are a PATCH, which the JDK's connections can't send. Slower to start.
    public static IotClientBuilder iotWithPatch() {
        return iot(ApacheHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(5)));
    }

    private static IotClientBuilder iot(SdkHttpClient.Builder<?> http) {
        return IotClient.builder()
                .httpClientBuilder(http)
                .overrideConfiguration(client -> client.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    /// For Amazon SQS: the SDK's own attempts, and four seconds for all of them.
    public static SqsClientBuilder sqs() {
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(2)))
                .overrideConfiguration(
                        client -> client.retryStrategy(RetryMode.STANDARD).apiCallTimeout(Duration.ofSeconds(4)));
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
