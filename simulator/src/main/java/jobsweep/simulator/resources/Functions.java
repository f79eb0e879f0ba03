package jobsweep.simulator.resources;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import jobsweep.simulator.lambda.EventSettings;
import jobsweep.simulator.lambda.FunctionConfiguration;
import jobsweep.simulator.lambda.Lambda;

/// Lambda's functions, put together from two resources: the function itself and how its events are tried again.
final class Functions {
    private final Lambda lambda;
    private final Map<String, FunctionConfiguration> functions = new HashMap<>();
    private final Map<String, EventSettings> settings = new HashMap<>();

    Functions(Lambda lambda) {
        this.lambda = lambda;
    }

    synchronized void put(FunctionConfiguration function) {
        lambda.put(function.withEvents(settings.getOrDefault(function.functionName(), EventSettings.DEFAULT)));
        functions.put(function.functionName(), function);
    }

    synchronized void put(String functionName, EventSettings eventSettings) {
        settings.put(functionName, eventSettings);
        Optional.ofNullable(functions.get(functionName)).ifPresent(this::put);
    }

    synchronized void delete(String functionName) {
        Optional.ofNullable(functions.remove(functionName))
                .ifPresent(function -> lambda.delete(function.functionArn()));
    }
}
