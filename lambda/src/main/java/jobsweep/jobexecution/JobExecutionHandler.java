package jobsweep.jobexecution;

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
import jobsweep.invocation.Invocation;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.iot.IotClient;

/// Lambda's entry point of `Custom::IoTJobExecution`.
public final class JobExecutionHandler extends EntryPoint {

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
        this(System.getenv(), () -> AwsClients.iot(http).build(), Platform.ofThisMachine(http));
    }

    /// For another place than Lambda.
    ///
    /// @param client makes the client for AWS IoT, for example from [AwsClients#iot]
    public JobExecutionHandler(Map<String, String> environment, Supplier<IotClient> client, Platform platform) {
        super(platform.clock());
        this.customResource =
                new CustomResource(lifecycle(client, platform.random()), ResponseHosts.of(environment), platform);
    }

    @Override
    public void handle(InputStream input, OutputStream output, Invocation invocation) {
        customResource.handle(input, invocation);
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
