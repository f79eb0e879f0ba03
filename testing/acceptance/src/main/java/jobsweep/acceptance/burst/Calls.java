package jobsweep.acceptance.burst;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import jobsweep.simulator.iot.Call;
import jobsweep.simulator.iot.Operation;

/// What AWS IoT was asked for.
///
/// @param perOperation how many calls, by operation
/// @param rateUsed     DeleteJobExecution calls while requests were waiting, in % of the quota
/// @param throttled    in % of all calls
/// @param fingerprint  of every call with its time and answer
record Calls(Map<String, Long> perOperation, double rateUsed, double throttled, long fingerprint) {
    private static final double PERCENT = 100;

    /// @param waiting the moments at which requests were waiting
    /// @param each    the time that each of them stands for
    static Calls of(List<Call> calls, List<Instant> waiting, Duration each) {
        TreeSet<Instant> moments = new TreeSet<>(waiting);
        long deletions = calls.stream()
                .filter(call -> call.operation().equals(Operation.DELETE.awsName()))
                .filter(call -> isWithin(call.time(), moments, each))
                .count();
        double allowed = World.CALLS_PER_SECOND
                * (double) each.multipliedBy(moments.size()).toMillis()
                / 1000;
        long throttled = calls.stream()
                .filter(call -> call.errorCode().equals("ThrottlingException"))
                .count();
        return new Calls(
                calls.stream().collect(Collectors.groupingBy(Call::operation, TreeMap::new, Collectors.counting())),
                PERCENT * deletions / Math.max(1, allowed),
                PERCENT * throttled / Math.max(1, calls.size()),
                calls.stream().mapToLong(Call::hashCode).reduce(1, (sum, next) -> 31 * sum + next));
    }

    private static boolean isWithin(Instant time, TreeSet<Instant> moments, Duration each) {
        Instant before = moments.floor(time);
        return before != null && time.isBefore(before.plus(each));
    }
}
