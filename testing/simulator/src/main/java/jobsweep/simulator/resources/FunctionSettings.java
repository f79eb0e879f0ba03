package jobsweep.simulator.resources;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.iam.Decision;
import jobsweep.simulator.iam.Iam;
import jobsweep.simulator.lambda.EventSettings;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Lambda;

/// Lambda's functions, put together from two resources: the function itself and what becomes of its events.
final class FunctionSettings {
    private final Lambda lambda;
    private final Iam iam;
    private final Map<String, FunctionConfiguration> functions = new HashMap<>();
    private final Map<String, EventSettings> settings = new HashMap<>();

    FunctionSettings(Lambda lambda, Iam iam) {
        this.lambda = lambda;
        this.iam = iam;
    }

    synchronized void put(FunctionConfiguration function) {
        lambda.put(function.toBuilder()
                .events(settings.getOrDefault(function.functionName(), EventSettings.DEFAULT))
                .build());
        functions.put(function.functionName(), function);
    }

    synchronized void put(String functionName, EventSettings eventSettings) {
        FunctionConfiguration function = find(functionName)
                .orElseThrow(() -> new ResourceFailedException("Function not found: " + functionName));
        eventSettings.onFailure().ifPresent(destination -> requireAllowed(function, destination));
        settings.put(functionName, eventSettings);
        put(function);
    }

    synchronized void forgetSettings(String functionName) {
        settings.remove(functionName);
        find(functionName).ifPresent(this::put);
    }

    synchronized void delete(String functionName) {
        find(functionName).ifPresent(function -> lambda.delete(function.functionArn()));
        functions.remove(functionName);
        settings.remove(functionName);
    }

    /// Lambda accepts no destination that the function's role may not invoke.
    private void requireAllowed(FunctionConfiguration function, String destination) {
        requireAllowed(function.roleArn(), "lambda:InvokeFunction", destination, destination);
    }

    /// @param on what Lambda says that it is called on
    void requireAllowed(String roleArn, String action, String resource, String on) {
        if (iam.authorize(iam.accessKeyFor(roleArn), action, List.of(resource)) instanceof Decision.Denied) {
            throw new ResourceFailedException("The function's execution role does not have permissions to call %s on %s"
                    .formatted(action.substring(action.indexOf(':') + 1), on));
        }
    }

    private Optional<FunctionConfiguration> find(String functionName) {
        return Optional.ofNullable(functions.get(functionName));
    }
}
