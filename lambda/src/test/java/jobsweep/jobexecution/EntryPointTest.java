package jobsweep.jobexecution;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jobsweep.FakeLambda;
import jobsweep.invocation.Invocation;
import org.junit.jupiter.api.Test;

class EntryPointTest {

    private final FakeLambda lambda = new FakeLambda(Duration.ofMinutes(2));
    private final List<String> log = new ArrayList<>();
    private final Map<String, Object> lambdasOwn = Map.of(
            "getInvokedFunctionArn",
            FakeLambda.FUNCTION_ARN,
            "getAwsRequestId",
            "request",
            "getLogGroupName",
            "group",
            "getLogStreamName",
            "stream",
            "getRemainingTimeInMillis",
            1500,
            "getLogger",
            logger());

    @Test
    void anInvocationIsWhatLambdaSaysOfIt() {
        List<Invocation> invocations = new ArrayList<>();
        EntryPoint entryPoint = new EntryPoint(lambda) {
            @Override
            public void handle(InputStream input, OutputStream output, Invocation invocation) {
                invocations.add(invocation);
            }
        };

        entryPoint.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), context());

        assertThat(invocations).singleElement().satisfies(invocation -> {
            assertThat(invocation.functionArn()).isEqualTo(FakeLambda.FUNCTION_ARN);
            assertThat(invocation.functionName()).isEqualTo("jobsweep");
            assertThat(invocation.awsRequestId()).isEqualTo("request");
            assertThat(invocation.log().group()).isEqualTo("group");
            assertThat(invocation.log().stream()).isEqualTo("stream");
            assertThat(invocation.deadline().left()).isEqualTo(Duration.ofMillis(1500));
            invocation.log().lines().accept("a line");
            assertThat(log).containsExactly("a line");
        });
    }

    private Context context() {
        return (Context) Proxy.newProxyInstance(
                Context.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (_, method, _) -> lambdasOwn.get(method.getName()));
    }

    private LambdaLogger logger() {
        return (LambdaLogger) Proxy.newProxyInstance(
                LambdaLogger.class.getClassLoader(), new Class<?>[] {LambdaLogger.class}, (_, _, arguments) -> {
                    log.add((String) arguments[0]);
                    return null;
                });
    }
}
