package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/// The end of an operation that went well: the outputs get their values, and other stacks see the exports.
record Completion(Stack stack, Plan plan, StackScope scope) {
    /// Fills in the outputs.
    ///
    /// @throws ResourceFailedException when an output has no value, or an export is not free to change
    void publishTo(Exports exports) {
        Map<String, String> values = new HashMap<>();
        Map<String, String> exported = new HashMap<>();
        plan.outputs().forEach((name, output) -> {
            values.put(name, text(name, output.value().evaluate(scope)));
            output.exportName().ifPresent(export -> exported.put(text(name, export.evaluate(scope)), values.get(name)));
        });
        exports.publish(stack.id().name(), exported, scope.imports());
        stack.complete(plan, values);
    }

    private static String text(String output, JsonNode value) {
        if (!value.isValueNode()) {
            throw new ResourceFailedException(
                    "Template format error: Output %s is malformed. It must be a string".formatted(output));
        }
        return value.asText();
    }
}
