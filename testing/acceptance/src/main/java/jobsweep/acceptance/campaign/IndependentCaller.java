package jobsweep.acceptance.campaign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import jobsweep.jobexecution.JobExecutionHandler;
import jobsweep.simulator.lambda.FunctionConfiguration;
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
final class IndependentCaller implements RequestStreamHandler {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

    private final Sandbox sandbox;
    private final RetryStrategy retries;

    private IndependentCaller(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.retries = AwsRetryStrategy.legacyRetryStrategy().toBuilder()
                .throttlingBackoffStrategy(halfJitter(sandbox))
                .build();
    }

    /// In place of the custom resource's function.
    static RequestStreamHandler load(FunctionConfiguration function, Sandbox sandbox) {
        return function.handler().equals(JobExecutionHandler.class.getName())
                ? new IndependentCaller(sandbox)
                : FunctionCode.built(function, sandbox);
    }

    private static BackoffStrategy halfJitter(Sandbox sandbox) {
        BackoffStrategy whole = BackoffStrategy.exponentialDelayWithoutJitter(FIRST_PAUSE, LONGEST_PAUSE);
        return attempt -> {
            long half = whole.computeDelay(attempt).toMillis() / 2;
            return Duration.ofMillis(half + sandbox.platform().random().nextLong(half + 1));
        };
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
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
        sandbox.answer(url, answer.toString());
    }

    private void delete(JsonNode properties) {
        retried(() -> IotLine.client()
                .deleteJobExecution(request -> request.jobId(
                                properties.path("JobId").asText())
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
            sandbox.pause(next.delay());
            return next.token();
        } catch (TokenAcquisitionFailedException last) {
            throw failure;
        }
    }
}
