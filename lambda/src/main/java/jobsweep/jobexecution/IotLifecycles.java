package jobsweep.jobexecution;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jobsweep.cloudformation.PhysicalResourceId;
import jobsweep.cloudformation.ResourceLifecycle;
import jobsweep.invocation.FailureText;
import software.amazon.awssdk.services.iot.IotClient;

/// Resources that need a client for AWS IoT.
final class IotLifecycles {

    private IotLifecycles() {}

    /// A resource whose every request fails with the reason where the client can't be made, except for a
    /// Delete that does not need it. Thrown, the reason would end the function before it can answer, and the
    /// stack would wait in vain.
    ///
    /// @param named whether the Delete of an id may have something to delete
    static ResourceLifecycle of(
            Supplier<IotClient> client,
            Predicate<PhysicalResourceId> named,
            Function<IotClient, ResourceLifecycle> lifecycle) {
        try {
            return lifecycle.apply(client.get());
        } catch (RuntimeException | LinkageError failure) {
            ResourceLifecycle failing = (request, invocation) -> {
                throw new IllegalStateException(
                        "The client for AWS IoT can't be made: " + FailureText.of(failure), failure);
            };
            return failing.sparingDeletesOfNothing(named);
        }
    }
}
