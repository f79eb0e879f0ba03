package jobsweep.acceptance.burst;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import jobsweep.simulator.iot.Fault;
import jobsweep.simulator.iot.FaultSource;
import jobsweep.simulator.iot.Operation;
import jobsweep.simulator.iot.Status;

/// All chance of a burst, from one seed.
final class Chance implements FaultSource {
    private static final double MEAN_MILLIS_BETWEEN_KILLS = 120_000;
    private static final int CALLS_PER_FAULT = 100;
    private static final int EXECUTIONS_PER_NEWER_ATTEMPT = 10;
    private static final int EXECUTIONS_PER_DUPLICATE = 50;
    private static final Status[] ENDS = {
        Status.SUCCEEDED, Status.FAILED, Status.TIMED_OUT, Status.REJECTED, Status.CANCELED
    };

    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    RandomGenerator another() {
        return random.split();
    }

    /// One way to a service, or back.
    Duration travel() {
        return Duration.ofMillis(random.nextInt(20, 81));
    }

    Duration coldStart() {
        return Duration.ofMillis(random.nextInt(800, 1201));
    }

    Duration untilNextKill() {
        return Duration.ofMillis((long) (random.nextExponential() * MEAN_MILLIS_BETWEEN_KILLS));
    }

    Status end() {
        return ENDS[random.nextInt(ENDS.length)];
    }

    boolean hasNewerAttempt() {
        return random.nextInt(EXECUTIONS_PER_NEWER_ATTEMPT) == 0;
    }

    boolean isSentTwice() {
        return random.nextInt(EXECUTIONS_PER_DUPLICATE) == 0;
    }

    boolean heads() {
        return random.nextBoolean();
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    @Override
    public Optional<Fault> take(Operation operation) {
        if (random.nextInt(CALLS_PER_FAULT) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                switch (random.nextInt(4)) {
                    case 0 -> Fault.status(500);
                    case 1 -> Fault.status(503);
                    case 2 -> Fault.dropped();
                    default -> Fault.answerLost();
                });
    }
}
