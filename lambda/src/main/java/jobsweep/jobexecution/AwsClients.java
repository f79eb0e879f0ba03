package jobsweep.jobexecution;

import java.time.Duration;
import java.util.random.RandomGenerator;
import jobsweep.platform.Http;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.IotClientBuilder;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.LambdaClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/// The settings of the SDK's clients, which the entry points make and nobody else.
public final class AwsClients {

    private static final int SECOND_ATTEMPT = 2;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private AwsClients() {}

    /// For AWS IoT: no attempts but those that the function decides on, and no time limits but those of each call.
    ///
    /// @param http is not closed with the client
    /// @throws IllegalStateException where it is for answers alone
    public static IotClientBuilder iot(SdkHttpClient http) {
        return inLambda(IotClient.builder())
                .httpClient(Http.complete(http))
                .overrideConfiguration(client -> withoutFiles(client).retryStrategy(DefaultRetryStrategy.doNotRetry()));
    }

    /// For Amazon SQS: the SDK's own attempts, and four seconds for all of them.
    ///
    /// @param http is not closed with the client
    /// @throws IllegalStateException where it is for answers alone
    public static SqsClientBuilder sqs(SdkHttpClient http) {
        return inLambda(SqsClient.builder()).httpClient(Http.complete(http)).overrideConfiguration(AwsClients::brief);
    }

    /// For AWS Lambda: likewise.
    ///
    /// @param http is not closed with the client
    /// @throws IllegalStateException where it is for answers alone
    public static LambdaClientBuilder lambda(SdkHttpClient http) {
        return inLambda(LambdaClient.builder())
                .httpClient(Http.complete(http))
                .overrideConfiguration(AwsClients::brief);
    }

    /// For AWS STS: likewise.
    ///
    /// @param http is not closed with the client
    /// @throws IllegalStateException where it is for answers alone
    static StsClientBuilder sts(SdkHttpClient http) {
        return inLambda(StsClient.builder()).httpClient(Http.complete(http)).overrideConfiguration(AwsClients::brief);
    }

    private static void brief(ClientOverrideConfiguration.Builder client) {
        withoutFiles(client)
                .retryStrategy(RetryMode.STANDARD)
                .apiCallAttemptTimeout(Duration.ofSeconds(2))
                .apiCallTimeout(Duration.ofSeconds(4));
    }

    /// Says what the SDK would otherwise search for in many places: what Lambda gives a function is in its environment.
    ///
    /// @throws IllegalStateException naming the variable whose value is not allowed
    private static <B extends AwsClientBuilder<B, ?>> B inLambda(B client) {
        return client.credentialsProvider(EnvironmentVariableCredentialsProvider.create())
                .defaultsMode(DefaultsMode.LEGACY)
                .dualstackEnabled(SdkSystemSetting.AWS_USE_DUALSTACK_ENDPOINT
                        .getBooleanValue()
                        .orElse(false))
                .fipsEnabled(
                        SdkSystemSetting.AWS_USE_FIPS_ENDPOINT.getBooleanValue().orElse(false));
    }

    private static ClientOverrideConfiguration.Builder withoutFiles(ClientOverrideConfiguration.Builder client) {
        return client.defaultProfileFile(ProfileFile.aggregator().build()).defaultProfileName("default");
    }

    /// The SDK's standard strategy without its limits on attempts: it is time that limits them.
    ///
    /// The longest pause after throttling is half of the SDK's: many that are throttled together are fewer by then,
    /// and longer pauses would leave quota unused.
    static RetryStrategy whileThereIsTime(RandomGenerator random) {
        return whileThereIsTime(random, FIRST_PAUSE);
    }

    /// The same for many that begin together.
    ///
    /// @param longestFirstPause after throttling: as long as they all need for a call each
    static RetryStrategy whileThereIsTime(RandomGenerator random, Duration longestFirstPause) {
        BackoffStrategy throttled = growing(FIRST_PAUSE, Duration.ofSeconds(10), random);
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(Integer.MAX_VALUE)
                .circuitBreakerEnabled(false)
                .backoffStrategy(growing(Duration.ofMillis(100), Duration.ofSeconds(20), random))
                .throttlingBackoffStrategy(attempt ->
                        attempt == SECOND_ATTEMPT ? upTo(longestFirstPause, random) : throttled.computeDelay(attempt))
                .build();
    }

    /// Doubles as the SDK's own does, with full jitter from a given source.
    private static BackoffStrategy growing(Duration first, Duration longest, RandomGenerator random) {
        BackoffStrategy most = BackoffStrategy.exponentialDelayWithoutJitter(first, longest);
        return attempt -> upTo(most.computeDelay(attempt), random);
    }

    private static Duration upTo(Duration longest, RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
    }
}
