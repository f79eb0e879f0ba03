package jobsweep.simulator.lambda;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The moments at which attempts to come are to be killed, function by function.
final class Kills {
    private final Map<String, Queue<Moment>> upcoming = new ConcurrentHashMap<>();

    void next(String functionArn, List<Moment> moments) {
        of(functionArn).addAll(moments);
    }

    /// The moment for the function's next attempt; empty if it may live.
    Optional<Moment> take(String functionArn) {
        return Optional.ofNullable(of(functionArn).poll());
    }

    private Queue<Moment> of(String functionArn) {
        return upcoming.computeIfAbsent(functionArn, key -> new ConcurrentLinkedQueue<>());
    }
}
