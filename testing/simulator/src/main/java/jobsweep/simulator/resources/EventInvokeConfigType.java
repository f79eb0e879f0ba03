package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.cloudformation.ResourceType;
import jobsweep.simulator.lambda.EventSettings;

/// `AWS::Lambda::EventInvokeConfig` of a function's latest version. A function can be told of failures; nothing can be
/// told of successes.
record EventInvokeConfigType(Names names, Functions functions) implements ResourceType {
    private static final Pattern FUNCTION = Pattern.compile("arn:[^:]+:lambda:[^:]+:[0-9]{12}:function:[^:]+");
    private static final Set<String> UNDERSTOOD = Set.of(
            "DestinationConfig", "FunctionName", "MaximumEventAgeInSeconds", "MaximumRetryAttempts", "Qualifier");

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode properties, Cancellation cancellation) {
        put(Properties.of(address, properties, UNDERSTOOD));
        return new PhysicalResource(names.madeUp(address));
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (change.touches("FunctionName")) {
            return create(address, change.newProperties(), cancellation);
        }
        put(Properties.of(address, change.newProperties(), UNDERSTOOD));
        return change.current();
    }

    @Override
    public void delete(ResourceAddress address, PhysicalResource resource, ObjectNode properties) {
        functions.forgetSettings(properties.path("FunctionName").asText());
    }

    private void put(Properties properties) {
        if (!properties.required("Qualifier").equals("$LATEST")) {
            throw new ResourceFailedException("The simulator plays Qualifier $LATEST only");
        }
        var retries = properties.number("MaximumRetryAttempts", EventSettings.DEFAULT.maximumRetryAttempts());
        var defaultAge = (int) EventSettings.DEFAULT.maximumEventAge().toSeconds();
        var age = Duration.ofSeconds(properties.number("MaximumEventAgeInSeconds", defaultAge));
        functions.put(properties.required("FunctionName"), new EventSettings(retries, age, onFailure(properties)));
    }

    private static Optional<String> onFailure(Properties properties) {
        var destinations = properties.node("DestinationConfig");
        if (destinations.isMissingNode()) {
            return Optional.empty();
        }
        var destination = destinations.path("OnFailure").path("Destination").asText();
        if (destinations.size() != 1 || !FUNCTION.matcher(destination).matches()) {
            throw new ResourceFailedException("The simulator plays functions as OnFailure destinations only");
        }
        return Optional.of(destination);
    }
}
