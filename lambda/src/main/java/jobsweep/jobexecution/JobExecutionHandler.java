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
import jobsweep.invocation.Http;
import jobsweep.invocation.Surroundings;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;

/// Lambda's entry point of `Custom::IoTJobExecution`.
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
        this(Http.client());
        Rehearsal.play();
    }

    private JobExecutionHandler(SdkHttpClient http) {
        this(System.getenv(), () -> AwsClients.iot(http).build(), Surroundings.ofThisMachine(http));
    }

    /// For another place than Lambda.
    ///
    /// @param client makes the client for AWS IoT, for example from [AwsClients#iot]
    public JobExecutionHandler(Map<String, String> environment, Supplier<IotClient> client, Surroundings surroundings) {
        this.customResource = new CustomResource(
                lifecycle(client, surroundings.random()), ResponseHosts.of(environment), surroundings);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        customResource.handle(input, context);
    }

    private static ResourceLifecycle lifecycle(Supplier<IotClient> client, RandomGenerator random) {
        return IotLifecycles.of(client, Identity::isOne, iot -> {
            RetryStrategy retries = AwsClients.whileThereIsTime(random);
            return (request, invocation) -> {
                var calls = new IotCalls(retries, Quota.unlimited(), invocation, denialsToleratedBy(request));
                var executions = new IotJobExecutions(iot, calls, invocation);
                return new JobExecutionLifecycle(executions, invocation, new Pace(random)).handle(request);
            };
        });
    }

    private static Duration denialsToleratedBy(ResourceRequest request) {
        return switch (request) {
            case ResourceRequest.Create _, ResourceRequest.Update _ -> POLICY_COMES_INTO_FORCE;
            case ResourceRequest.Delete _ -> POLICY_IS_IN_FORCE;
        };
    }
}
