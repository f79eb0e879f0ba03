package jobsweep;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.util.ArrayList;
import java.util.List;

/// Lambda's context with a time that is given and a log that can be read.
public final class FakeContext implements Context {

    public static final String FUNCTION_ARN = "arn:aws-cn:lambda:cn-north-1:123456789012:function:jobsweep";

    private final FakeTime time;
    private final List<String> log = new ArrayList<>();

    public FakeContext(FakeTime time) {
        this.time = time;
    }

    public List<String> log() {
        return List.copyOf(log);
    }

    @Override
    public String getAwsRequestId() {
        return "lambda-request-1";
    }

    @Override
    public String getLogGroupName() {
        return "log-group";
    }

    @Override
    public String getLogStreamName() {
        return "2026/11/23/[$LATEST]abc";
    }

    @Override
    public String getFunctionName() {
        return "jobsweep";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return FUNCTION_ARN;
    }

    @Override
    public CognitoIdentity getIdentity() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ClientContext getClientContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int getRemainingTimeInMillis() {
        return Math.toIntExact(time.left().toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return 512;
    }

    @Override
    public LambdaLogger getLogger() {
        return new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
