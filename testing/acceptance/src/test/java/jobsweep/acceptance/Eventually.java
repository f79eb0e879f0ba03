package jobsweep.acceptance;

import java.time.Duration;
import java.time.Instant;
import jobsweep.simulator.time.Time;

/// Where messages travel by the machine's clock.
final class Eventually {
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private Eventually() {}

    /// Asserts it again and again until it holds or time is up.
    static void holds(Runnable assertion) {
        Instant end = Instant.now().plus(LONGEST_WAIT);
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (Instant.now().isAfter(end)) {
                    throw notYet;
                }
                Time.system().sleep(Duration.ofMillis(200));
            }
        }
    }
}
