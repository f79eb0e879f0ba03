package jobsweep.simulator.iot;

import java.util.Optional;

/// Who decides what goes wrong.
@FunctionalInterface
public interface FaultSource {
    /// Nothing goes wrong.
    FaultSource NONE = operation -> Optional.empty();

    /// The fault that the call at hand meets; empty where none does.
    Optional<Fault> take(Operation operation);
}
