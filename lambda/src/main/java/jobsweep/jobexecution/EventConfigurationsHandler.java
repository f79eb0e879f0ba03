package jobsweep.jobexecution;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import jobsweep.cloudformation.CustomResource;
import jobsweep.cloudformation.ResourceLifecycle;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.invocation.Invocation;
import jobsweep.platform.Http;
import jobsweep.platform.Platform;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.iot.IotClient;

/// Lambda's entry point of `Custom::IoTEventConfigurations`, which turns on events that AWS IoT publishes.
public final class EventConfigurationsHandler extends EntryPoint {

    private static final Duration POLICY_COMES_INTO_FORCE = Duration.ofSeconds(60);

    private final CustomResource customResource;

    /// For Lambda: everything from the environment.
    public EventConfigurationsHandler() {
        this(Http.client());
    }

    private EventConfigurationsHandler(SdkHttpClient http) {
        this(System.getenv(), () -> AwsClients.iot(http).build(), Platform.ofThisMachine(http));
    }

    /// For another place than Lambda.
    public EventConfigurationsHandler(Map<String, String> environment, Supplier<IotClient> client, Platform platform) {
        super(platform.clock());
        this.customResource =
                new CustomResource(lifecycle(client, platform.random()), ResponseHosts.of(environment), platform);
    }

    @Override
    public void handle(InputStream input, OutputStream output, Invocation invocation) {
        customResource.handle(input, invocation);
    }

    private static ResourceLifecycle lifecycle(Supplier<IotClient> client, RandomGenerator random) {
        // A Delete leaves the events on, whatever its id.
        return IotLifecycles.of(client, _ -> false, iot -> {
            var retries = AwsClients.whileThereIsTime(random);
            return (request, invocation) -> {
                var calls = new IotCalls(retries, Quota.unlimited(), invocation, POLICY_COMES_INTO_FORCE);
                return new EventConfigurations(iot, calls).handle(request);
            };
        });
    }
}
