package jobsweep.simulator.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import jobsweep.simulator.cloudformation.Template;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// The command that plays a fault campaign.
@Command(
        name = "campaign",
        mixinStandardHelpOptions = true,
        description = "Plays random lives of stacks in simulated time, with faults on every side, and checks what must"
                + " hold whatever happens. A seed that finds something is played again by --seed <S> --sequences 1.")
public final class Campaign implements Callable<Integer> {
    private static final int MOST_SHOWN_WHOLE = 1;
    private static final int PROGRESS = 1000;

    @Option(
            names = "--sequences",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many lives are played. Default: ${DEFAULT-VALUE}")
    private int sequences;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "The first one's seed; each further one has the next. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--verbose", description = "Shows the history of every life, not only where something is found.")
    private boolean verbose;

    private final Tally tally = new Tally();
    private final AtomicLong fingerprint = new AtomicLong();
    private int played;
    private int withFindings;

    private Campaign() {}

    /// Exits with 0 if nothing was found.
    public static void main(String[] args) {
        System.exit(new CommandLine(new Campaign()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        Template provider = Provider.synthesized();
        Instant begin = Instant.now();
        LongStream.range(seed, seed + sequences)
                .parallel()
                .mapToObj(next -> new Sequence(next, provider, FunctionCode::built).play())
                .forEach(this::take);
        show(Duration.between(begin, Instant.now()));
        return withFindings == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void show(Duration wall) {
        System.out.printf(Locale.ROOT, "%n%s%n", tally);
        System.out.printf(
                Locale.ROOT,
                "%d sequences from seed %d: %d simulated days in %d s, on JDK %s, %d processors%n",
                sequences,
                seed,
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
        if (verbose || (!result.findings().isEmpty() && withFindings <= MOST_SHOWN_WHOLE)) {
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
