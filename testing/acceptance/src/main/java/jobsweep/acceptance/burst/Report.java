package jobsweep.acceptance.burst;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What came of a burst.
///
/// @param lost            executions that were asked for and are still there, with no message left
/// @param deletedUnended  executions that were queued or running and are gone
/// @param redeliveries    messages that were received once more
record Report(
        int events,
        Duration duration,
        long deleted,
        long lost,
        long deletedUnended,
        long deadLetters,
        Calls calls,
        int kills,
        int batches,
        int redeliveries) {
    private static final int LOWEST_RATE_USED = 95;
    private static final int MOST_THROTTLED = 1;

    /// What must hold and does not.
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        find(lost > 0, lost + " lost", findings);
        find(deletedUnended > 0, deletedUnended + " deleted that was queued or running", findings);
        find(deadLetters > 0, deadLetters + " dead letters", findings);
        find(calls.rateUsed() < LOWEST_RATE_USED, "rate used is below %s %%".formatted(LOWEST_RATE_USED), findings);
        find(calls.throttled() >= MOST_THROTTLED, "%s %% or more throttled".formatted(MOST_THROTTLED), findings);
        return findings;
    }

    private static void find(boolean isViolated, String what, List<String> findings) {
        if (isViolated) {
            findings.add(what);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                """
                simulated duration    %d s
                events                %d
                executions deleted    %d
                lost                  %d
                deleted unended       %d
                dead letters          %d
                calls                 %s
                rate used             %.1f %% of the quota
                throttled             %.2f %% of the calls
                kills                 %d
                batches               %d
                redeliveries          %d
                fingerprint           %016x""",
                duration.toSeconds(),
                events,
                deleted,
                lost,
                deletedUnended,
                deadLetters,
                calls.perOperation(),
                calls.rateUsed(),
                calls.throttled(),
                kills,
                batches,
                redeliveries,
                calls.fingerprint());
    }
}
