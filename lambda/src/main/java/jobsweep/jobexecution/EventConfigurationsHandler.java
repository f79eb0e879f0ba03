package jobsweep.jobexecution;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import jobsweep.cloudformation.CustomResource;
import jobsweep.cloudformation.ResourceLifecycle;
import jobsweep.cloudformation.ResponseHosts;
import jobsweep.invocation.Http;
import jobsweep.invocation.Surroundings;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.iot.IotClient;

/// Lambda's entry point of `Custom::IoTEventConfigurations`, which turns on events that AWS IoT publishes.
public final class EventConfigurationsHandler implements RequestStreamHandler {

    private static final Duration POLICY_COMES_INTO_FORCE = Duration.ofSeconds(60);

    private final CustomResource customResource;

    /// For Lambda: everything from the environment.
    public EventConfigurationsHandler() {
        this(Http.client());
    }

    private EventConfigurationsHandler(SdkHttpClient http) {
        this(System.getenv(), () -> AwsClients.iot(http).build(), Surroundings.ofThisMachine(http));
    }

    /// For another place than Lambda.
    public EventConfigurationsHandler(
            Map<String, String> environment, Supplier<IotClient> client, Surroundings surroundings) {
        this.customResource =
                new CustomResource(lifecycle(client, surroundings), ResponseHosts.of(environment), surroundings);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) {
        customResource.handle(input, context);
    }

    private static ResourceLifecycle lifecycle(Supplier<IotClient> client, Surroundings surroundings) {
        // A Delete leaves the events on, whatever its id.
        return IotLifecycles.of(client, _ -> false, iot -> {
            var retries = AwsClients.whileThereIsTime(surroundings.random());
            return (request, invocation) -> {
                var calls = new IotCalls(retries, Quota.unlimited(), invocation, POLICY_COMES_INTO_FORCE);
                return new EventConfigurations(iot, calls).handle(request);
            };
        });
    }
}
