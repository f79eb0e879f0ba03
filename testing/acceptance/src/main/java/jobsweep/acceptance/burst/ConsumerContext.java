package jobsweep.acceptance.burst;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;

/// Lambda's context of one batch.
record ConsumerContext(Consumer consumer, String requestId, Instant deadline) implements Context {
    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return consumer.function().logGroupName();
    }

    @Override
    public String getLogStreamName() {
        return consumer.logStream();
    }

    @Override
    public String getFunctionName() {
        return consumer.function().functionName();
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return consumer.function().functionArn();
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException("A batch has no identity");
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException("A batch has no client");
    }

    @Override
    public int getRemainingTimeInMillis() {
        consumer.check();
        return Math.toIntExact(Duration.between(consumer.now(), deadline).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return consumer.function().memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                // Nobody reads what a killed consumer may have logged.
            }

            @Override
            public void log(byte[] message) {
                // Likewise.
            }
        };
    }
}
