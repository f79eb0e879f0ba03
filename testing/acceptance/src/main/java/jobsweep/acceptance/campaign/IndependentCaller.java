package jobsweep.acceptance.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.random.RandomGenerator;
import jobsweep.invocation.Invocation;
import jobsweep.jobexecution.JobExecutionHandler;
import jobsweep.platform.Platform;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/// What somebody writes at first: a Delete is one DeleteJobExecution, with the SDK's client as it comes, and fails
/// where the client throws. There to be measured beside.
///
/// The SDK's client lets real time pass between its attempts. So its attempts are made here, around a client that makes
/// one: the SDK's default strategy decides whether there is another, and after which pause, and simulated time passes.
/// Only the strategy's chance is another one, which has a seed.
final class IndependentCaller implements PlayedFunctions.Body {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final Platform platform;
    private final RetryStrategy retries;

    private IndependentCaller(Platform platform) {
        this.platform = platform;
        this.retries = AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                .throttlingBackoffStrategy(halfJitter(platform.random()))
                .build();
    }

    /// In place of the custom resource's function.
    static PlayedFunctions.Body load(Sandbox sandbox) {
        return sandbox.function().handler().equals(JobExecutionHandler.class.getName())
                ? new IndependentCaller(sandbox.platform)
                : PlayedFunctions.built(sandbox);
    }

    private static BackoffStrategy halfJitter(RandomGenerator random) {
        BackoffStrategy whole = BackoffStrategy.exponentialDelayWithoutJitter(FIRST_PAUSE, LONGEST_PAUSE);
        return attempt -> {
            long half = whole.computeDelay(attempt).toMillis() / 2;
            return Duration.ofMillis(half + random.nextLong(half + 1));
        };
    }

    @Override
    public void handle(InputStream input, OutputStream output, Invocation invocation) throws IOException {
        JsonNode request = JSON.readTree(input);
        ObjectNode answer = JSON.createObjectNode();
        for (String member : new String[] {"StackId", "RequestId", "LogicalResourceId"}) {
            answer.set(member, request.path(member));
        }
        answer.put("PhysicalResourceId", request.path("LogicalResourceId").asText());
        try {
            if (request.path("RequestType").asText().equals("Delete")) {
                delete(request.path("ResourceProperties"));
            }
            answer.put("Status", "SUCCESS");
        } catch (SdkException failure) {
            answer.put("Status", "FAILED").put("Reason", failure.getMessage());
        }
        URI url = URI.create(request.path("ResponseURL").asText());
        var _ = platform.put(url, answer.toString().getBytes(StandardCharsets.UTF_8), Duration.ofSeconds(5));
    }

    private void delete(JsonNode properties) {
        retried(() -> Network.IOT.deleteJobExecution(
                request -> request.jobId(properties.path("JobId").asText())
                        .thingName(properties.path("ThingName").asText())
                        .executionNumber(properties.path("ExecutionNumber").asLong())));
    }

    private void retried(Runnable call) {
        RetryToken token = retries.acquireInitialToken(AcquireInitialTokenRequest.create("DeleteJobExecution"))
                .token();
        while (true) {
            try {
                call.run();
                retries.recordSuccess(RecordSuccessRequest.create(token));
                return;
            } catch (SdkException failure) {
                token = pauseAfter(failure, token);
            }
        }
    }

    private RetryToken pauseAfter(SdkException failure, RetryToken token) {
        try {
            RefreshRetryTokenResponse next = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failure)
                    .build());
            platform.clock().pause(next.delay());
            return next.token();
        } catch (TokenAcquisitionFailedException last) {
            throw failure;
        }
    }
}
