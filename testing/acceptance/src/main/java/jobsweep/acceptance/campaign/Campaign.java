package jobsweep.acceptance.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import jobsweep.acceptance.options.CampaignOptions;
import jobsweep.simulator.cloudformation.Template;

/// The command that plays a fault campaign.
public final class Campaign {
    private static final int MOST_SHOWN_WHOLE = 1;
    private static final int PROGRESS = 1000;

    private final CampaignOptions options;
    private final Tally tally = new Tally();
    private final AtomicLong fingerprint = new AtomicLong();
    private int played;
    private int withFindings;

    public Campaign(CampaignOptions options) {
        this.options = options;
    }

    /// Plays it.
    ///
    /// @return whether nothing was found
    public boolean play() throws IOException {
        Template provider = Provider.synthesized();
        Instant begin = Instant.now();
        LongStream.range(0, options.sequences())
                .parallel()
                .mapToObj(next -> new Sequence(options.seed() + next, provider, FunctionCode::built).play())
                .forEach(this::take);
        show(Duration.between(begin, Instant.now()));
        return withFindings == 0;
    }

    private void show(Duration wall) {
        System.out.printf(Locale.ROOT, "%n%s%n", tally);
        System.out.printf(
                Locale.ROOT,
                "%d sequences from seed %d: %d simulated days in %d s, on JDK %s, %d processors%n",
                options.sequences(),
                options.seed(),
                Duration.ofSeconds(tally.of(Sequence.SIMULATED_SECONDS)).toDays(),
                wall.toSeconds(),
                Runtime.version(),
                Runtime.getRuntime().availableProcessors());
        // The same seeds have the same histories, wherever and whenever they are played.
        System.out.printf(Locale.ROOT, "fingerprint %016x, %d with findings%n", fingerprint.get(), withFindings);
    }

    private synchronized void take(Sequence.Result result) {
        played++;
        tally.addAll(result.tally());
        fingerprint.addAndGet(result.fingerprint());
        withFindings += result.findings().isEmpty() ? 0 : 1;
        if (options.verbose() || (!result.findings().isEmpty() && withFindings <= MOST_SHOWN_WHOLE)) {
            result.history().forEach(System.out::println);
        }
        result.findings()
                .forEach(finding -> System.out.printf(
                        Locale.ROOT, "seed %d: %s: %s%n", result.seed(), finding.invariant(), finding.what()));
        if (played % PROGRESS == 0) {
            System.out.printf(Locale.ROOT, "%d played%n", played);
        }
    }
}
