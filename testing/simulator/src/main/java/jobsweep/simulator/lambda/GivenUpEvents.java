package jobsweep.simulator.lambda;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;

/// The events that Lambda gave up. Their functions' destinations are told of them, by the role of the function that
/// failed.
final class GivenUpEvents {
    private final Iam iam;
    private final FunctionHost host;
    private final List<InvocationRecord> all = new CopyOnWriteArrayList<>();
    private final List<DestinationFailure> destinationFailures = new CopyOnWriteArrayList<>();

    GivenUpEvents(Iam iam, FunctionHost host) {
        this.iam = iam;
        this.host = host;
    }

    void add(FunctionConfiguration function, InvocationRecord record) {
        all.add(record);
        function.events().onFailure().ifPresent(destination -> tell(destination, function, record));
    }

    List<InvocationRecord> all() {
        return List.copyOf(all);
    }

    List<DestinationFailure> destinationFailures() {
        return List.copyOf(destinationFailures);
    }

    private void tell(String destination, FunctionConfiguration function, InvocationRecord record) {
        String accessKeyId = iam.accessKeyFor(function.roleArn());
        Decision decision = iam.authorize(accessKeyId, "lambda:InvokeFunction", List.of(destination));
        if (decision instanceof Decision.Denied denied) {
            destinationFailures.add(new DestinationFailure(record, denied.message()));
            return;
        }
        try {
            host.invoke(destination, record.toJson());
        } catch (IllegalArgumentException e) {
            destinationFailures.add(new DestinationFailure(record, String.valueOf(e.getMessage())));
        }
    }
}
