package jobsweep.jobexecution;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How often a Delete looks whether a device has ended an execution: often at first, and then every half minute.
///
/// AWS IoT allows ten looks a second for the whole account, and CloudFormation deletes the resources of a stack at the
/// same time, so the pauses grow, and differ from function to function.
final class Pace {

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 30_000;

    private final RandomGenerator random;
    private long next = FIRST_MILLIS;

    Pace(RandomGenerator random) {
        this.random = random;
    }

    /// The pause before the next look: between half and the whole of what it may be by now.
    Duration next() {
        long whole = next;
        next = Math.min(2 * whole, LONGEST_MILLIS);
        return Duration.ofMillis(random.nextLong(whole / 2, whole + 1));
    }
}
