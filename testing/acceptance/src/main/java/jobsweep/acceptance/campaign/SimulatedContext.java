package jobsweep.acceptance.campaign;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Lambda's context of one attempt.
record SimulatedContext(Attempt attempt) implements Context {
    @Override
    public String getAwsRequestId() {
        return attempt.event().requestId();
    }

    @Override
    public String getLogGroupName() {
        return attempt.function().logGroupName();
    }

    @Override
    public String getLogStreamName() {
        return attempt.sandbox().logStream();
    }

    @Override
    public String getFunctionName() {
        return attempt.function().functionName();
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return attempt.function().functionArn();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("An event has no identity");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("An event has no client");
    }

    @Override
    public int getRemainingTimeInMillis() {
        attempt.sandbox().check();
        Duration left = Duration.between(attempt.sandbox().world().time.instant(), attempt.deadline());
        return Math.toIntExact(left.toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return attempt.function().memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                attempt.sandbox().check();
                attempt.sandbox().world().evidence.log(attempt, message);
            }

            @Override
            public void log(byte[] message) {
                log(new String(message, StandardCharsets.UTF_8));
            }
        };
    }
}
