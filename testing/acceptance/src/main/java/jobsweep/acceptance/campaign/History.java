package jobsweep.acceptance.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What happened in a world: in order, how often, and what of it must not.
final class History {
    private final InstantSource time;
    private final Instant begin;
    final List<String> lines = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final Counts counts = new Counts();

    History(InstantSource time) {
        this.time = time;
        this.begin = time.instant();
    }

    /// A number that the same history always has, and another hardly ever.
    long fingerprint() {
        long fingerprint = 0;
        for (String line : lines) {
            fingerprint = 31 * fingerprint + line.hashCode();
        }
        return fingerprint;
    }

    Instant now() {
        return time.instant();
    }

    Duration elapsed() {
        return Duration.between(begin, now());
    }

    void count(String what) {
        counts.add(what, 1);
    }

    void note(String what) {
        Duration at = elapsed();
        lines.add(String.format(
                Locale.ROOT,
                "%d:%02d:%02d.%03d %s",
                at.toHours(),
                at.toMinutesPart(),
                at.toSecondsPart(),
                at.toMillisPart(),
                what));
    }

    /// Counts it, and puts it down.
    void happened(String what) {
        count(what);
        note(what);
    }

    /// Puts down something that must not happen.
    void find(String invariant, String what) {
        findings.add(new Finding(invariant, what));
        note("FINDING: %s: %s".formatted(invariant, what));
    }
}
