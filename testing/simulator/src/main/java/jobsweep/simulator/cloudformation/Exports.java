package jobsweep.simulator.cloudformation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The exports of all stacks in the account and Region, and which stack uses which.
final class Exports {
    private final Map<String, Map<String, String>> exportedBy = new HashMap<>();
    private final Map<String, Set<String>> importedBy = new HashMap<>();

    synchronized Optional<String> value(String name) {
        return exportedBy.values().stream()
                .filter(exports -> exports.containsKey(name))
                .map(exports -> exports.get(name))
                .findFirst();
    }

    /// Replaces what a stack exports and imports.
    ///
    /// @throws ResourceFailedException when another stack uses an export that would change, or has one of that name
    synchronized void publish(String stack, Map<String, String> exports, Set<String> imports) {
        exports.keySet().forEach(name -> refuseTaken(stack, name));
        exportedBy.getOrDefault(stack, Map.of()).forEach((name, value) -> {
            if (!value.equals(exports.get(name))) {
                refuseUsed(name, exports.containsKey(name) ? "update" : "delete");
            }
        });
        exportedBy.put(stack, Map.copyOf(exports));
        importedBy.put(stack, Set.copyOf(imports));
    }

    /// Forgets a stack.
    ///
    /// @throws ResourceFailedException when another stack uses one of its exports
    synchronized void withdraw(String stack) {
        refuseWithdrawal(stack);
        exportedBy.remove(stack);
        importedBy.remove(stack);
    }

    /// A check that a stack may go.
    ///
    /// @throws ResourceFailedException when another stack uses one of this stack's exports
    synchronized void refuseWithdrawal(String stack) {
        exportedBy.getOrDefault(stack, Map.of()).keySet().forEach(name -> refuseUsed(name, "delete"));
    }

    private void refuseTaken(String stack, String name) {
        exportedBy.forEach((other, exports) -> {
            if (!other.equals(stack) && exports.containsKey(name)) {
                throw new ResourceFailedException(
                        "Export with name %s is already exported by stack %s.".formatted(name, other));
            }
        });
    }

    private void refuseUsed(String name, String change) {
        var users = importedBy.entrySet().stream()
                .filter(imports -> imports.getValue().contains(name))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!users.isEmpty()) {
            throw new ResourceFailedException(
                    "Cannot %s export %s as it is in use by %s.".formatted(change, name, String.join(", ", users)));
        }
    }
}
