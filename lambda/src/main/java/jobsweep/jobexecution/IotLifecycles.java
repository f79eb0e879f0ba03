package jobsweep.jobexecution;

import java.util.function.Function;
import java.util.function.Supplier;
import jobsweep.cloudformation.ResourceLifecycle;
import software.amazon.awssdk.services.iot.IotClient;

/// Resources that need a client for AWS IoT.
final class IotLifecycles {

    private IotLifecycles() {}

    /// A resource whose every request fails with the reason where the client can't be made. Thrown, the reason would
    /// end the function before it can answer, and the stack would wait in vain.
    static ResourceLifecycle of(Supplier<IotClient> client, Function<IotClient, ResourceLifecycle> lifecycle) {
        try {
            return lifecycle.apply(client.get());
        } catch (RuntimeException | LinkageError failure) {
            return (request, invocation) -> {
                throw new IllegalStateException("The client for AWS IoT can't be made: " + failure, failure);
            };
        }
    }
}
