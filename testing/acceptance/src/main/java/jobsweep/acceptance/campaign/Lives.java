package jobsweep.acceptance.campaign;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import jobsweep.acceptance.options.CampaignOptions;
import jobsweep.simulator.cloudformation.Template;

/// Many random lives, and what they come to together.
final class Lives {
    private static final int PROGRESS = 1000;

    private final CampaignOptions options;
    private final PrintWriter out;
    private final Counts counts = new Counts();
    private final AtomicLong fingerprint = new AtomicLong();
    private int played;
    private int withFindings;

    Lives(CampaignOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /// Plays them.
    ///
    /// @param stacks a queue's and a provider's that defers to it
    /// @return whether nothing was found
    boolean play(SequencedMap<String, Template> stacks) {
        Instant begin = Instant.now();
        LongStream.range(0, options.sequences())
                .parallel()
                .map(next -> options.seed() + next)
                .forEach(seed -> take(seed, new Life(seed, stacks, PlayedFunctions::built).play()));
        show(Duration.between(begin, Instant.now()));
        return withFindings == 0;
    }

    private void show(Duration wall) {
        out.printf(Locale.ROOT, "%n%s%n", counts);
        out.printf(
                Locale.ROOT,
                "%d sequences from seed %d: %d simulated days in %d s, on JDK %s, %d processors%n",
                options.sequences(),
                options.seed(),
                Duration.ofSeconds(counts.of(Life.SIMULATED_SECONDS)).toDays(),
                wall.toSeconds(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        // The same seeds have the same histories, wherever and whenever they are played.
        out.printf(Locale.ROOT, "fingerprint %016x, %d with findings%n", fingerprint.get(), withFindings);
    }

    private synchronized void take(long seed, History history) {
        played++;
        counts.addAll(history.counts);
        fingerprint.addAndGet(seed + history.fingerprint());
        if (options.verbose() || (!history.findings.isEmpty() && withFindings == 0)) {
            history.lines.forEach(out::println);
        }
        if (!history.findings.isEmpty()) {
            withFindings++;
            out.printf(Locale.ROOT, "seed %d: %s%n", seed, history.lines.getFirst());
        }
        history.findings.forEach(finding -> out.printf(Locale.ROOT, "seed %d: %s%n", seed, finding));
        if (played % PROGRESS == 0) {
            out.printf(Locale.ROOT, "%d played%n", played);
        }
    }
}
