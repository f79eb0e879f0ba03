package jobsweep.simulator.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;

/// The events that Lambda gave up. Their functions' destinations are told of them, by the role of the function that
/// failed.
final class GivenUpEvents {
    private final Iam iam;
    private final BiConsumer<String, JsonNode> destinations;
    private final List<FailureRecord> all = new CopyOnWriteArrayList<>();
    private final List<DestinationFailure> destinationFailures = new CopyOnWriteArrayList<>();

    /// @param iam          the judge of who may invoke a destination
    /// @param destinations takes a function's ARN and what it is told
    GivenUpEvents(Iam iam, BiConsumer<String, JsonNode> destinations) {
        this.iam = iam;
        this.destinations = destinations;
    }

    void add(FunctionConfiguration function, FailureRecord record) {
        all.add(record);
        function.events().onFailure().ifPresent(destination -> tell(destination, function, record));
    }

    List<FailureRecord> all() {
        return List.copyOf(all);
    }

    List<DestinationFailure> destinationFailures() {
        return List.copyOf(destinationFailures);
    }

    private void tell(String destination, FunctionConfiguration function, FailureRecord record) {
        String accessKeyId = iam.accessKeyFor(function.roleArn());
        Decision decision = iam.authorize(accessKeyId, "lambda:InvokeFunction", List.of(destination));
        if (decision instanceof Decision.Denied denied) {
            destinationFailures.add(new DestinationFailure(record, denied.message()));
            return;
        }
        try {
            destinations.accept(destination, record.toJson());
        } catch (IllegalArgumentException e) {
            destinationFailures.add(new DestinationFailure(record, String.valueOf(e.getMessage())));
        }
    }
}
