package jobsweep.simulator.iot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The faults that wait for calls, per operation. Safe for use by several threads.
final class Faults implements FaultSource {
    private final FaultSource chance;
    private final Map<Operation, Deque<Fault>> next = new EnumMap<>(Operation.class);
    private final Map<Operation, Fault> every = new EnumMap<>(Operation.class);

    /// @param chance what calls meet that nothing waits for
    Faults(FaultSource chance) {
        this.chance = chance;
    }

    synchronized void next(Operation operation, List<Fault> faults) {
        next.computeIfAbsent(operation, key -> new ArrayDeque<>()).addAll(faults);
    }

    synchronized void every(Operation operation, Fault fault) {
        every.put(operation, fault);
    }

    synchronized void clear() {
        next.clear();
        every.clear();
    }

    /// Those for single calls come before the one for every call.
    @Override
    public synchronized Optional<Fault> take(Operation operation) {
        Optional<Fault> single = Optional.ofNullable(next.get(operation)).map(Deque::poll);
        return single.or(() -> Optional.ofNullable(every.get(operation))).or(() -> chance.take(operation));
    }
}
